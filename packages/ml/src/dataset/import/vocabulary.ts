import { readFileSync, statSync } from 'node:fs';
import { DataError } from '../../formats/data-error.ts';
import type { Limits } from '../../formats/limits.ts';

/**
 * What the indices of a token array mean, from JSON: a list of words, or an object from word to index, which may lie
 * one level down, beside settings. Indices that nothing names become `#index`; index 0 is padding whatever it is called.
 */
export function readVocabulary(path: string, name: string, limits: Limits): string[] {
  const { size } = statSync(path);
  if (size > limits.sideBytes)
    throw new DataError(`${name}: expected at most ${limits.sideBytes} bytes of vocabulary, found ${size}`, { file: name });
  const value = parse(readFileSync(path, 'utf8'), name);
  if (Array.isArray(value) && value.every((word) => typeof word === 'string')) return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(name, 'something else');
  const nested = Object.values(value).find((field) => typeof field === 'object' && field !== null && !Array.isArray(field));
  const words: string[] = [];
  for (const [word, index] of Object.entries(nested ?? value)) {
    if (typeof index !== 'number' || !Number.isInteger(index) || index < 0 || index > 10_000_000)
      throw wrong(name, `${JSON.stringify(word)}: ${JSON.stringify(index)}`);
    words[index] = word;
  }
  return Array.from(words, (word, index) => word ?? `#${index}`);
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw wrong(name, 'no JSON');
  }
}

function wrong(name: string, found: string): DataError {
  return new DataError(`${name}: expected a vocabulary, a JSON list of words or an object from word to index, found ${found}`, {
    file: name,
  });
}
