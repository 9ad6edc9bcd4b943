import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as metrics from '../../../packages/metrics/src/index.ts';

const sources = join(import.meta.dirname, '../../../packages/metrics/src');
const files = readdirSync(sources, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .sort();

/** Each `expression // → value` line of the `@example` blocks of a file. */
function examplesIn(source: string): { expression: string; expected: string }[] {
  const blocks = source.match(/@example[\s\S]*?\*\//g) ?? [];
  return blocks.flatMap((block) =>
    [...block.matchAll(/^ \* (.+?) \/\/ → (.+)$/gm)].map(([, expression, expected]) => ({ expression: expression, expected: expected })),
  );
}

const evaluate = (code: string): unknown => new Function(...Object.keys(metrics), `return (${code});`)(...Object.values(metrics));

/** Typed arrays as lists, so that an example can be written as it would be printed. */
function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array);
  if (Array.isArray(value)) return value.map(plain);
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  return value;
}

const examples = files.map((file) => ({ file, lines: examplesIn(readFileSync(join(sources, file), 'utf8')) }));

describe.each(examples.filter(({ lines }) => lines.length > 0))('the examples of $file', ({ lines }) => {
  test.each(lines)('$expression is $expected', ({ expression, expected }) => {
    expect(plain(evaluate(expression))).toEqual(plain(evaluate(expected)));
  });
});

/** What is exported without an example of its own: views on counts made by others, whose example is at the maker. */
test('every exported function has an example', () => {
  const shown = examples.flatMap(({ lines }) => lines.map(({ expression }) => expression)).join('\n');
  const missing = Object.entries(metrics)
    .filter(([name, value]) => typeof value === 'function' && !/^[A-Z]|Of$|PerClass$/.test(name))
    .filter(([name]) => !new RegExp(`\\b${name}\\(`).test(shown))
    .map(([name]) => name);
  expect(missing).toEqual([]);
});
