import { describe, expect, it } from 'vitest';
import { parseDelimited } from '../../../apps/web/src/lib/delimited.ts';
import { fileTree } from '../../../apps/web/src/lib/file-tree.ts';
import { indentedJson } from '../../../apps/web/src/lib/json.ts';

describe('JSON that is laid out', () => {
  it('says the same and is what JSON.stringify would write', () => {
    const value = { a: [1, 2, { b: 'x, {y}: "z" \\' }], c: {}, d: [], e: null, f: [[]], 'g"': 'ü\n' };
    expect(indentedJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
    expect(indentedJson(JSON.stringify(value, null, 4))).toBe(JSON.stringify(value, null, 2));
  });
  it('keeps numbers as they were written', () => {
    expect(indentedJson('[1e400,0.10,9007199254740993,-0]')).toBe('[\n  1e400,\n  0.10,\n  9007199254740993,\n  -0\n]');
  });
  it('leaves alone what is no JSON', () => {
    expect(indentedJson('{"a": NaN}')).toBe('{"a": NaN}');
  });
});

describe('rows of delimited text', () => {
  it('may hold separators, quotes and line breaks in quotes', () => {
    expect(parseDelimited('\uFEFFa,b\r\n"x, y","say ""hi""\nthere"\r\n,2\n', ',')).toEqual([
      ['a', 'b'],
      ['x, y', 'say "hi"\nthere'],
      ['', '2'],
    ]);
  });
  it('end with the last line, whether it ends in a break or not', () => {
    expect(parseDelimited('a\tb\n1\t2', '\t')).toEqual(parseDelimited('a\tb\n1\t2\n', '\t'));
  });
  it('are as many as are wanted', () => {
    expect(parseDelimited('a\nb\nc\nd', ',', 2)).toEqual([['a'], ['b']]);
  });
});

describe('files as a tree', () => {
  const tree = (...paths: string[]) =>
    fileTree(
      paths.map((path) => ({ path, bytes: path.length })),
      { pathOf: (file) => file.path, sizeOf: (file) => file.bytes },
    );
  it('stand in their folders, in the order of people', () => {
    const root = tree('weights/epoch-10.bin', 'weights/epoch-2.bin', 'model.json', 'weights/best/a.bin', 'Notes.txt');
    expect(root.files.map(({ name }) => name)).toEqual(['model.json', 'Notes.txt']);
    expect(root.folders.map(({ path }) => path)).toEqual(['weights']);
    expect(root.folders[0]!.files.map(({ name }) => name)).toEqual(['epoch-2.bin', 'epoch-10.bin']);
    expect(root.folders[0]!.folders[0]).toMatchObject({ path: 'weights/best', count: 1, sizeBytes: 18 });
  });
  it('are counted with all that lies below', () => {
    expect(tree('a/b/c', 'a/d', 'e')).toMatchObject({ count: 3, sizeBytes: 9 });
    expect(tree()).toMatchObject({ count: 0, folders: [], files: [] });
  });
});
