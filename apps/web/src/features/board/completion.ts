// What may come next in a line of the filter language, at the caret. It reads only as much of the language as that takes.

export interface Completion {
  /** What is expected: the name of a column, how to compare, a value of that column, or how to go on. */
  readonly expects: 'column' | 'comparison' | 'value' | 'connective';
  /** Of which column a value is wanted, or by which a comparison is. */
  readonly column: string | undefined;
  /** What has been typed of it. */
  readonly typed: string;
  /** Where that begins and ends in the line. */
  readonly from: number;
  readonly to: number;
}

export const comparisons = ['=', '!=', '>', '>=', '<', '<=', 'contains', 'in', 'exists'] as const;
export const connectives = ['and', 'or'] as const;

const token =
  /"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|==|!=|<=|>=|[=<>~(),]|(?:"(?:[^"\\]|\\.)*"|[^\s=<>~!(),"'])+(?:\.(?:"(?:[^"\\]|\\.)*"?)?)?|\S/g;
const isComparison = (word: string) => /^(==|=|!=|<=|>=|<|>|~|contains|in)$/i.test(word);
const isConnective = (word: string) => /^(and|or|not)$/i.test(word);

/** Looks at the line up to the caret. */
export function completionAt(line: string, caret: number): Completion {
  const words = [...line.slice(0, caret).matchAll(token)].map((match) => ({
    text: match[0],
    from: match.index,
    to: match.index + match[0].length,
  }));
  // A word that the caret touches is still being typed.
  const last = words.at(-1);
  const open = last && last.to === caret && !/^[(),]$/.test(last.text) ? words.pop() : undefined;
  const typed = { typed: open?.text ?? '', from: open?.from ?? caret, to: caret };
  let expects: Completion['expects'] = 'column';
  let column: string | undefined;
  let inList = false;
  for (const { text } of words) {
    if (expects === 'column') {
      if (text === '(' || isConnective(text)) continue;
      column = text;
      expects = 'comparison';
    } else if (expects === 'comparison') {
      if (/^not$/i.test(text)) continue;
      expects = /^exists$/i.test(text) ? 'connective' : 'value';
      inList = false;
    } else if (expects === 'value') {
      if (text === '(') inList = true;
      else if (text === ')') [expects, inList] = ['connective', false];
      else if (text !== ',' && !inList) expects = 'connective';
    } else if (text !== ')') {
      expects = 'column';
      column = undefined;
    }
  }
  // A comparison sign can be typed without a space before it.
  if (open && expects === 'comparison' && isComparison(open.text) && /^[=<>!~]/.test(open.text))
    return { expects: 'comparison', column, ...typed };
  return { expects, column: expects === 'value' || expects === 'comparison' ? column : undefined, ...typed };
}

/** The line with a choice put in at the caret, and where the caret is then. */
export function complete(line: string, completion: Completion, choice: string): { line: string; caret: number } {
  const after = line.slice(completion.to);
  const put = `${choice}${after.startsWith(' ') ? '' : ' '}`;
  const text = `${line.slice(0, completion.from)}${put}${after}`;
  return { line: text, caret: completion.from + put.length + (after.startsWith(' ') ? 1 : 0) };
}

/** A value as the language writes it. */
export function literal(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /^[\p{L}_][\p{L}\p{N}_/:@-]*$/u.test(text) && !isConnective(text) && !isComparison(text)
    ? text
    : `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** The line and one more condition. */
export function withCondition(line: string, condition: string): string {
  if (line.trim() === '') return condition;
  return /\bor\b/i.test(line) ? `(${line.trim()}) and ${condition}` : `${line.trim()} and ${condition}`;
}
