/**
 * Takes secrets out of what is about to be written down: values under a name that says so (by whole word: `token`, but not
 * `num_memory_tokens`), and text that has the shape of a known kind of key.
 */

export const REDACTED = '[redacted]';

/**
 * A copy of a JSON-like value without secrets. Numbers that JSON cannot carry become the strings that stand for them
 * ("NaN", "Infinity", "-Infinity", "-0"); functions, symbols and circles become short descriptions.
 */
export function redact(value: unknown): unknown {
  return copy(value, false, new Set());
}

/** The text without secrets: known key shapes, `name=value`, `name: value` and `--name value` under a secret's name, passwords in addresses. */
export function redactText(text: string): string {
  let clean = text;
  for (const shape of SHAPES) clean = clean.replace(shape, REDACTED);
  return clean
    .replace(/\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${REDACTED}`)
    .replace(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s/@]+@/gi, `$1:${REDACTED}@`)
    .replace(ASSIGNMENT, (whole, before: string, name: string, value: string) =>
      isSecretName(name) && !isHarmless(value) ? `${before}${REDACTED}` : whole,
    );
}

const VALUE = /"[^"\n]*"|'[^'\n]*'|[^\s,;&"']+/.source;
const ASSIGNMENT = new RegExp(`((?<![\\w-])["']?(?:--)?([A-Za-z][\\w-]*)["']?(?:\\s*[=:]\\s*|(?<=--[\\w-]+)\\s+))(${VALUE})`, 'g');

/** Whether a name, read by its words, promises a secret. */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.some((word, index) => SECRET_WORDS.has(word) || SECRET_PAIRS.has(`${word} ${words[index + 1] ?? ''}`));
}

const SECRET_WORDS = new Set([
  'password',
  'passwd',
  'pwd',
  'passphrase',
  'secret',
  'secrets',
  'token',
  'credential',
  'credentials',
  'authorization',
  'cookie',
  'apikey',
  'privatekey',
  'accesskey',
]);
const SECRET_PAIRS = new Set(['api key', 'access key', 'private key', 'auth key', 'encryption key', 'signing key', 'account key']);

const SHAPES = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /\b(?:atl|atr)_[A-Za-z0-9_-]{16,}/g,
  /\bgithub_pat_[A-Za-z0-9_]{20,}/g,
  /\bgh[pousr]_[A-Za-z0-9]{20,}/g,
  /\bglpat-[A-Za-z0-9_-]{16,}/g,
  /\bsk-[A-Za-z0-9_-]{16,}/g,
  /\bhf_[A-Za-z0-9]{20,}/g,
  /\bnpm_[A-Za-z0-9]{30,}/g,
  /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bAIza[A-Za-z0-9_-]{30,}/g,
  /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g,
];

// `token: 512` in a log is a count, and `secret=true` a switch.
function isHarmless(value: string): boolean {
  return value.startsWith(REDACTED) || /^(?:Bearer|Basic|-?\d+(?:\.\d+)?|true|false|null|none|undefined)$/i.test(value);
}

function copy(value: unknown, secret: boolean, above: Set<object>): unknown {
  if (typeof value === 'string') return secret && value !== '' ? REDACTED : redactText(value);
  if (typeof value === 'number')
    return Number.isFinite(value) && !Object.is(value, -0) ? value : Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`;
  if (typeof value !== 'object' || value === null) return value;
  if (above.has(value)) return '[circular]';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'NaN' : value.toISOString();
  const inside = new Set(above).add(value);
  if (Array.isArray(value)) return value.map((item) => copy(item, secret, inside) ?? null);
  if (ArrayBuffer.isView(value) && 'length' in value)
    return Array.from(value as unknown as ArrayLike<unknown>, (item) => copy(item, false, inside));
  if (value instanceof Map) return copy(Object.fromEntries(value), secret, above);
  if (value instanceof Set) return copy([...value], secret, above);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, copy(item, secret || isSecretName(key), inside)]),
  );
}
