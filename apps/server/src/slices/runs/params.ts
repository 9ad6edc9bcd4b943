// Params are said once. Saying the same again changes nothing; another value for a known one is a mistake, unless somebody means it.
import { isDeepStrictEqual } from 'node:util';
import { segment } from './json.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** One param that gets another value: its place, such as `model.units`, and the values. A list is one value. */
export interface Correction {
  readonly path: string;
  readonly from: Json;
  readonly to: Json;
}

/** Lays params over those that are known, nested ones into their place, and says what gets another value by that. */
export function mergeParams(known: JsonObject, given: JsonObject): { merged: JsonObject; corrections: Correction[] } {
  const corrections: Correction[] = [];
  const merge = (old: JsonObject, fresh: JsonObject, path: string): JsonObject => {
    const merged = new Map(Object.entries(old));
    for (const [key, to] of Object.entries(fresh)) {
      const at = path === '' ? segment(key) : `${path}.${segment(key)}`;
      const from = merged.get(key);
      if (from === undefined) merged.set(key, to);
      else if (isObject(from) && isObject(to)) merged.set(key, merge(from, to, at));
      else if (!isDeepStrictEqual(from, to)) {
        corrections.push({ path: at, from, to });
        merged.set(key, to);
      }
    }
    return Object.fromEntries(merged);
  };
  return { merged: merge(known, given, ''), corrections };
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
