import { describe, expect, it } from 'vitest';
import { ansiSpans, plainText, settled } from '../../../apps/web/src/lib/ansi.ts';

const esc = '\u001b';

describe('a line of a terminal', () => {
  it('keeps its colours and weights as pieces', () => {
    expect(ansiSpans(`${esc}[31mred ${esc}[1mbold${esc}[0m plain ${esc}[92mgreen`)).toEqual([
      { text: 'red ', color: 'red' },
      { text: 'bold', color: 'red', bold: true },
      { text: ' plain ' },
      { text: 'green', color: 'green' },
    ]);
  });
  it('loses a colour at 39, a weight at 22 and everything at an empty code', () => {
    expect(ansiSpans(`${esc}[1;34ma${esc}[39mb${esc}[22mc${esc}[33md${esc}[me`)).toEqual([
      { text: 'a', color: 'blue', bold: true },
      { text: 'b', bold: true },
      { text: 'c' },
      { text: 'd', color: 'yellow' },
      { text: 'e' },
    ]);
  });
  it('does not take the numbers of a palette for codes', () => {
    expect(ansiSpans(`${esc}[38;5;31mx${esc}[48;2;1;2;31my`)).toEqual([{ text: 'x' }, { text: 'y' }]);
  });
  it('says nothing of cursors, titles and links', () => {
    expect(plainText(`${esc}[2K${esc}]0;title${'\u0007'}${esc}]8;;https://a.b${esc}\\text${esc}[1A`)).toBe('text');
  });
  it('is what the last carriage return left', () => {
    expect(settled('10 %\r50 %\r100 %\r')).toBe('100 %');
    expect(settled('dos line\r')).toBe('dos line');
  });
  it('stays text, whatever it says', () => {
    expect(ansiSpans('<script>alert(1)</script>')).toEqual([{ text: '<script>alert(1)</script>' }]);
  });
});
