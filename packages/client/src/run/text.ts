import { redactText } from '../redact/redact.ts';

/** Text on its way to a run's log: whole lines leave it without secrets, whatever pieces they came in. */
export interface LineBuffer {
  add(text: string): void;
  /** Characters gathered since the last `take`. */
  readonly length: number;
  /** The whole lines; with `all` what comes after them too. */
  take(all: boolean): string;
}

/** A secret that lies across two pieces of text would slip through, so what is not a whole line is held back, up to so many characters. */
const LONGEST_LINE = 64 * 1024;
const KEY_BEGINS = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
const KEY_ENDS = /-----END [A-Z ]*PRIVATE KEY-----/;

export function createLineBuffer(): LineBuffer {
  let text = '';
  let insideKey = false;

  // A private key goes over many lines, which may leave at different times.
  function withoutKeys(lines: string): string {
    if (insideKey) {
      const end = KEY_ENDS.exec(lines);
      if (end === null) return '';
      insideKey = false;
      return withoutKeys(lines.slice(end.index + end[0].length));
    }
    const clean = redactText(lines);
    const begins = lines.split(KEY_BEGINS).length - 1;
    const ends = lines.split(KEY_ENDS).length - 1;
    insideKey = begins > ends;
    return insideKey && !clean.endsWith('\n') ? `${clean}\n` : clean;
  }

  return {
    add(piece) {
      text += piece;
    },
    get length() {
      return text.length;
    },
    take(all) {
      const lastLine = text.lastIndexOf('\n') + 1;
      const length = all || text.length - lastLine > LONGEST_LINE ? text.length : lastLine;
      const lines = text.slice(0, length);
      text = text.slice(length);
      return lines === '' ? '' : withoutKeys(withoutOverwritten(lines));
    },
  };
}

/** Of a line that was written over again and again, such as a progress bar, the last state is what a reader would have seen. */
function withoutOverwritten(lines: string): string {
  return lines.includes('\r')
    ? lines
        .replace(/\r+\n/g, '\n')
        .replace(/[^\n]*\r(?=[^\n])/g, '')
        .replaceAll('\r', '')
    : lines;
}

const LONGEST_PIECE = 500_000;

/** The text in pieces that the server takes at once, none of them cut inside a character. */
export function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (let from = 0; from < text.length; ) {
    let to = Math.min(text.length, from + LONGEST_PIECE);
    if (to < text.length && /[\uD800-\uDBFF]/.test(text[to - 1]!)) to--;
    pieces.push(text.slice(from, to));
    from = to;
  }
  return pieces;
}
