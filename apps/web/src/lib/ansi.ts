// Output of a terminal as text with colours: what programs print, without ever becoming anything but text.

export type AnsiColor = 'black' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'white';

export interface AnsiSpan {
  readonly text: string;
  readonly color?: AnsiColor;
  readonly bold?: true;
  readonly dim?: true;
}

const colors: readonly AnsiColor[] = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

// Colours end in m; every other sequence moves a cursor or sets a title, and says nothing here.
// biome-ignore lint/suspicious/noControlCharactersInRegex: sequences of a terminal begin with one
const sequences = /\u001b(?:\[([0-9;:]*)([A-Za-z])|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;

/** A line as a terminal would leave it: after a lone carriage return the next words stand over the ones before. */
export function settled(line: string): string {
  const at = line.replace(/\r+$/, '').lastIndexOf('\r');
  return at < 0 ? line.replace(/\r+$/, '') : line.slice(at + 1).replace(/\r+$/, '');
}

/** The text without its sequences, as one searches it. */
export function plainText(line: string): string {
  return settled(line).replace(sequences, '');
}

/** One line in pieces of one look each. A style ends with its line. */
export function ansiSpans(line: string): AnsiSpan[] {
  const text = settled(line);
  const spans: AnsiSpan[] = [];
  let style: Omit<AnsiSpan, 'text'> = {};
  let from = 0;
  const put = (to: number) => {
    if (to > from) spans.push({ text: text.slice(from, to), ...style });
  };
  for (const match of text.matchAll(sequences)) {
    put(match.index);
    from = match.index + match[0].length;
    if (match[2] === 'm') style = styled(style, match[1] ?? '');
  }
  put(text.length);
  return spans;
}

function styled(style: Omit<AnsiSpan, 'text'>, codes: string): Omit<AnsiSpan, 'text'> {
  let { color, bold, dim } = style;
  const numbers = (codes || '0').split(/[;:]/).map(Number);
  for (let index = 0; index < numbers.length; index += 1) {
    const code = numbers[index]!;
    if (code === 0) [color, bold, dim] = [undefined, undefined, undefined];
    else if (code === 1) bold = true;
    else if (code === 2) dim = true;
    else if (code === 22) [bold, dim] = [undefined, undefined];
    else if (code === 39) color = undefined;
    else if (code >= 30 && code <= 37) color = colors[code - 30];
    else if (code >= 90 && code <= 97) color = colors[code - 90];
    // 38;5;n and 38;2;r;g;b name colours of their own palette: their numbers are no codes.
    else if (code === 38 || code === 48) index += numbers[index + 1] === 5 ? 2 : 4;
  }
  return { ...(color && { color }), ...(bold && { bold }), ...(dim && { dim }) };
}
