// What JSON from outside must be to be stored as it came: PostgreSQL keeps no NUL and no half characters, and JSON no infinities.
import { invalidInput } from '../../errors.ts';

const DEEPEST = 32;
const MOST_VALUES = 20_000;
const LONGEST_KEY = 250;

/** Checks a JSON value and returns it with −0 written as the string that stands for it. Throws `INVALID_INPUT` that names the place. */
export function storableJson(value: unknown, field: string): unknown {
  let values = 0;
  const visit = (part: unknown, path: string, depth: number): unknown => {
    values += 1;
    if (values > MOST_VALUES) throw invalidInput(`${field} has at most ${MOST_VALUES} values`, field);
    if (depth > DEEPEST) throw invalidInput(`${field} is nested at most ${DEEPEST} deep`, path);
    if (typeof part === 'string') return requireText(part, path);
    if (typeof part === 'number') {
      if (!Number.isFinite(part))
        throw invalidInput(`${path} is beyond what a float64 holds; write "Infinity", "-Infinity" or "NaN" as a string`, path);
      return Object.is(part, -0) ? '-0' : part;
    }
    if (Array.isArray(part)) return part.map((entry, index) => visit(entry, `${path}.${index}`, depth + 1));
    if (typeof part !== 'object' || part === null) return part;
    // A key such as __proto__ is data: fromEntries makes it a property and no prototype.
    return Object.fromEntries(
      Object.entries(part).map(([key, entry]) => {
        if (key.length > LONGEST_KEY)
          throw invalidInput(`A name in ${field} has at most ${LONGEST_KEY} characters, got ${key.length}`, path);
        return [requireText(key, path), visit(entry, `${path}.${segment(key)}`, depth + 1)];
      }),
    );
  };
  return visit(value, field, 0);
}

/** A name as part of a path: quoted when it has odd characters. */
export function segment(key: string): string {
  return /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
}

function requireText(text: string, path: string): string {
  if (text.includes('\0')) throw invalidInput(`${path} holds a NUL character, which PostgreSQL cannot store`, path);
  if (!text.isWellFormed()) throw invalidInput(`${path} holds half a character (a lone surrogate)`, path);
  return text;
}
