/**
 * Takes secrets out of what is about to be written down: values under a name that says so (by whole word: `token`, but not
 * `num_memory_tokens`), and text that has the shape of a known kind of key.
 */
import { isPasswordName, isSecretName } from './names.ts';
import { withoutKnownShapes } from './shapes.ts';

export const REDACTED = '[redacted]';

/**
 * A copy of a JSON-like value without secrets. Numbers that JSON cannot carry become the strings that stand for them
 * ("NaN", "Infinity", "-Infinity", "-0"); functions, symbols and circles become short descriptions.
 */
export function redact(value: unknown): unknown {
  return copy(value, 'plain', new Set());
}

/** The text without secrets: known key shapes, `name=value`, `name: value` and `--name value` under a secret's name, passwords in addresses. */
export function redactText(text: string): string {
  return withoutKnownShapes(text, REDACTED)
    .replace(AUTHORIZATION, `$1${REDACTED}`)
    .replace(BEARER, (whole, scheme: string, value: string) => (looksEncoded(value) ? `${scheme} ${REDACTED}` : whole))
    .replace(/(\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s:/@]*):[^\s/@]+@/gi, `$1:${REDACTED}@`)
    .replace(ASSIGNMENT, withoutValue)
    .replace(OPTION, withoutValue);
}

function withoutValue(whole: string, before: string, name: string, value: string): string {
  return isSecretName(name) && !isHarmless(name, value) ? `${before}${REDACTED}` : whole;
}

// Every repetition before something that must follow is bounded: else a long line of nothing in particular takes a minute.
const NAME = /["']?([A-Za-z][\w-]{0,80})(?![\w-])["']?/.source;
const VALUE = /"[^"\n]*"|'[^'\n]*'|[^\s,;&"']+/.source;
const ASSIGNMENT = new RegExp(`((?<![\\w-])(?:--)?${NAME}\\s{0,20}[=:]\\s{0,20})(${VALUE})`, 'g');
const OPTION = new RegExp(`((?<![\\w-])--([A-Za-z][\\w-]{0,80})\\s{1,20})(${VALUE})`, 'g');
const AUTHORIZATION = /(\bauthorization["']?\s*[:=]\s*["']?(?:(?:basic|bearer|token|digest|negotiate|apikey)\s+)?)[^\s"',[]+/gi;
const BEARER = /\b(Bearer|Basic)\s+([\w.~+/=-]{6,})/gi;

// "Basic training" and "bearer instruments" are words.
function looksEncoded(value: string): boolean {
  return /[0-9=]|[a-z][A-Z]/.test(value);
}

/** Whether a value under a secret’s name is none: `token: 512` in a log is a count, and `secret=true` a switch. */
export function isHarmless(name: string, value: string): boolean {
  if (value.startsWith(REDACTED) || /^(?:Bearer|Basic|true|false|null|none|undefined)$/i.test(value)) return true;
  return /^-?\d+(?:\.\d+)?%?$/.test(value) && !isPasswordName(name);
}

/** How a value is taken for the name above it. */
type Under = 'plain' | 'secret' | 'password';

function copy(value: unknown, under: Under, above: Set<object>): unknown {
  if (typeof value === 'string') return under !== 'plain' && value !== '' ? REDACTED : redactText(value);
  if (typeof value === 'number') return under === 'password' ? REDACTED : carried(value);
  if (typeof value === 'bigint') return under === 'password' ? REDACTED : value.toString();
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`;
  if (typeof value !== 'object' || value === null) return value;
  if (above.has(value)) return '[circular]';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'NaN' : value.toISOString();
  const inside = new Set(above).add(value);
  if (Array.isArray(value)) return value.map((item) => copy(item, under, inside) ?? null);
  if (ArrayBuffer.isView(value) && 'length' in value)
    return Array.from(value as unknown as ArrayLike<unknown>, (item) => copy(item, 'plain', inside));
  if (value instanceof Map) return copy(Object.fromEntries(value), under, above);
  if (value instanceof Set) return copy([...value], under, above);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, copy(item, under === 'plain' ? promisedBy(key) : under, inside)]),
  );
}

function promisedBy(name: string): Under {
  return isPasswordName(name) ? 'password' : isSecretName(name) ? 'secret' : 'plain';
}

function carried(value: number): number | string {
  if (Object.is(value, -0)) return '-0';
  return Number.isFinite(value) ? value : String(value);
}
