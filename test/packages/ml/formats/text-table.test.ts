import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_LIMITS, openTextTable, type TextTableKind } from '@atelier/ml/formats';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'atelier-table-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(
  content: string | Uint8Array,
  kind: TextTableKind = 'csv',
  limits = DEFAULT_LIMITS,
): Promise<{ columns: readonly string[]; rows: (readonly string[])[] }> {
  const path = join(folder, `table.${kind}`);
  writeFileSync(path, content);
  const table = await openTextTable(path, kind, `table.${kind}`, limits);
  const rows: (readonly string[])[] = [];
  for await (const { values } of table.records()) rows.push(values);
  return { columns: table.columns, rows };
}

describe('text tables', () => {
  it('reads quotes, line ends of all three kinds and a byte order mark', async () => {
    const expected = {
      columns: ['id', 'text'],
      rows: [
        ['1', 'a, "b"\nc'],
        ['2', ''],
      ],
    };
    expect(await read('\ufeffid,text\n1,"a, ""b""\nc"\n2,\n')).toEqual(expected);
    expect(await read('id,text\r\n1,"a, ""b""\nc"\r\n2,')).toEqual(expected);
    expect((await read('id,text\r1,x\r2,y\r')).rows).toEqual([
      ['1', 'x'],
      ['2', 'y'],
    ]);
  });

  it('reads tabs, where a quote is a character like any other', async () => {
    expect((await read('id\ttext\n1\t5" nail\n', 'tsv')).rows).toEqual([['1', '5" nail']]);
  });

  it('reads an object a line, null and a missing key as missing', async () => {
    expect(await read('{"id":1,"text":"ü","ok":true}\n\n{"id":2,"text":null}\n', 'ndjson')).toEqual({
      columns: ['id', 'text', 'ok'],
      rows: [
        ['1', 'ü', 'true'],
        ['2', '', ''],
      ],
    });
  });

  it('reads tunes in ABC, one a row', async () => {
    const file =
      '%abc-2.1\nprose before the tunes\n\nX: 1\nT: The First\nT: Another name\nR: jig\nM: 6/8\nL: 1/8\nK: G % the key\nGAB c2d | \\\nw: words\ne3 d3 :|\r\n\nX:2\nK:D\nDEF |]\n';
    expect(await read(file, 'abc')).toEqual({
      columns: ['id', 'title', 'type', 'meter', 'unit', 'key', 'composer', 'origin', 'abc'],
      rows: [
        ['1', 'The First', 'jig', '6/8', '1/8', 'G', '', '', 'GAB c2d | e3 d3 :|'],
        ['2', '', '', '', '', 'D', '', '', 'DEF |]'],
      ],
    });
  });

  it('keeps a column that is called __proto__ a column', async () => {
    expect(await read('__proto__,constructor\na,b\n')).toEqual({ columns: ['__proto__', 'constructor'], rows: [['a', 'b']] });
    expect((await read('{"__proto__":"a"}\n', 'ndjson')).columns).toEqual(['__proto__']);
  });

  it.each([
    ['a ragged row', 'a,b\n1,2\n3\n', 'csv', /table\.csv, line 3: expected as many fields as the header has, found 1/],
    ['an open quote', 'a,b\n1,"2\n', 'csv', /expected a closing quote/],
    ['nothing', '', 'csv', /expected a header and rows, found an empty file/],
    ['a column without a name', 'a,,c\n1,2,3\n', 'csv', /found none for column 2/],
    ['a column twice', 'a,a\n1,2\n', 'csv', /found "a" twice/],
    ['UTF-16', Buffer.from('\ufeffa,b\n', 'utf16le'), 'csv', /expected text in UTF-8, found UTF-16/],
    ['Latin-1', Buffer.from('a,b\nü,1\n', 'latin1'), 'csv', /found bytes that are not/],
    ['a zero byte', 'a,b\n\0,1\n', 'csv', /found a zero byte/],
    ['a broken object', '{"a":1}\n{"a":\n', 'ndjson', /line 2: expected a JSON object/],
    ['a list', '[1,2]\n', 'ndjson', /line 1: expected a JSON object/],
    ['a new key', '{"a":1}\n{"b":1}\n', 'ndjson', /line 2: expected the keys a, found "b"/],
    ['music without a tune', 'GAB | c3 |]\n', 'abc', /line 1: expected X: before the music of a tune, found "GAB \| c3 \|\]"/],
    ['a tune without a key', 'X:7\nGAB |]\n', 'abc', /line 1: expected a tune with a key \(K:\) and music, found no key in tune "7"/],
    ['a tune without music', 'X:7\nK:G\n\n', 'abc', /found no music in tune "7"/],
    ['a nested value', '{"a":{"b":1}}\n', 'ndjson', /line 1, "a": expected text, a number/],
  ] as const)('refuses %s', async (_, content, kind, message) => {
    await expect(read(content, kind)).rejects.toThrow(message);
  });

  it('stops at a record that is too long and at too many columns', async () => {
    const limits = { ...DEFAULT_LIMITS, recordCharacters: 1000, columns: 5 };
    await expect(read(`a,b\n1,${'x'.repeat(5000)}\n`, 'csv', limits)).rejects.toThrow('expected at most 1000 characters in one record');
    await expect(read(`{"a":"${'x'.repeat(200_000)}"}\n`, 'ndjson', limits)).rejects.toThrow(
      'expected at most 1000 characters in one line',
    );
    await expect(read('a,b,c,d,e,f\n1,2,3,4,5,6\n', 'csv', limits)).rejects.toThrow('expected at most 5 columns, found 6');
  });
});
