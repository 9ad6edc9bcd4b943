import { z } from 'zod';
import type { Prisma } from '../../db/generated/client.ts';
import { invalidInput } from '../../errors.ts';
import { storableJson } from './json.ts';

export const MOST_TAGS = 100;
const LONGEST_JSON = 1_000_000;

const TEXT = 'holds a character that is none (NUL or a lone surrogate)';
const isText = (value: string) => !value.includes('\0') && value.isWellFormed();

const name = z
  .string()
  .refine(isText, { error: TEXT })
  .trim()
  .min(1, { error: 'must not be empty' })
  .max(200, { error: 'has at most 200 characters' });
const tag = z
  .string()
  .refine(isText, { error: TEXT })
  .trim()
  .min(1, { error: 'must not be empty' })
  .max(100, { error: 'has at most 100 characters' });
const note = z.string().refine(isText, { error: TEXT }).max(100_000, { error: 'has at most 100000 characters' });
const tags = z.array(tag).max(MOST_TAGS, { error: `are at most ${MOST_TAGS}` });

/** A run's name, without space around it. */
export const givenName = (value: string | null | undefined, field = 'name') => checked(name, value, field);
/** Its tags, each once. */
export const givenTags = (value: readonly string[] | null | undefined, field = 'tags') => {
  const given = checked(tags, value, field);
  return given && [...new Set(given)];
};
/** Its note. */
export const givenNote = (value: string | null | undefined, field = 'note') => checked(note, value, field);

/** Why something ended. */
export const givenReason = (value: string | null | undefined, field = 'reason') => checked(note, value, field);
/** A short text, such as the name of a backend. */
export const givenText = (value: string | null | undefined, field: string) => checked(name, value, field);

/** How many there are of something. */
export function givenCount(value: number | null | undefined, field: string): number | undefined {
  if (value === null || value === undefined) return undefined;
  if (!Number.isSafeInteger(value) || value < 0) throw invalidInput(`${field} is a whole number of at least 0, got ${value}`, field);
  return value;
}

/** A JSON object, such as params. */
export function givenObject(value: unknown, field: string): Prisma.InputJsonObject | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value))
    throw invalidInput(`${field} must be a JSON object, got ${Array.isArray(value) ? 'a list' : typeof value}`, field);
  const storable = storableJson(value, field) as Prisma.InputJsonObject;
  const { length } = JSON.stringify(storable);
  if (length > LONGEST_JSON) throw invalidInput(`${field} has at most ${LONGEST_JSON} characters of JSON, got ${length}`, field);
  return storable;
}

function checked<Schema extends z.ZodType>(schema: Schema, value: unknown, field: string): z.output<Schema> | undefined {
  if (value === undefined || value === null) return undefined;
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw invalidInput(`${field} ${parsed.error.issues[0]!.message}`, field);
  return parsed.data;
}
