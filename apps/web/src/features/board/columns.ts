// What a column of the board is: how it is called, how a cell is written and ranked. Names are those of the filter language.
import { halfWidth, lowerIsBetter, metricName, metricText } from '../../charts/prepare/metric-words.ts';
import { ago, count, duration, number } from '../../lib/format.ts';
import { valueText } from '../../lib/json.ts';
import type { ShownColumn } from './board-state.ts';

/** What a run has in a column, as the API gives it. */
export type Cell = unknown;

export interface Column extends ShownColumn {
  readonly title: string;
  readonly width: number;
  /** The text of a cell. */
  readonly text: (cell: Cell) => string;
  /** In small muted type beside it. */
  readonly beside: (cell: Cell) => string;
  /** The number in a cell, NaN where there is none. */
  readonly value: (cell: Cell) => number;
  /** Whether more or less of it is better; undefined where neither is. */
  readonly better: 'more' | 'less' | undefined;
  /** A difference between two numbers of it, in its own digits. */
  readonly difference: (by: number) => string;
}

interface Attribute {
  readonly title: string;
  readonly width: number;
  readonly text?: (cell: Cell) => string;
  readonly difference?: (by: number) => string;
}

const attributes: Record<string, Attribute> = {
  kind: { title: 'Kind', width: 72 },
  duration: {
    title: 'Time',
    width: 104,
    text: (cell) => (typeof cell === 'number' ? duration(cell * 1000) : '–'),
    difference: (by) => withSign(duration(Math.abs(by) * 1000), by),
  },
  created: { title: 'Created', width: 110, text: (cell) => (typeof cell === 'string' ? ago(cell) : '–') },
  started: { title: 'Started', width: 110, text: (cell) => (typeof cell === 'string' ? ago(cell) : '–') },
  finished: { title: 'Finished', width: 110, text: (cell) => (typeof cell === 'string' ? ago(cell) : '–') },
  author: { title: 'By', width: 120 },
  seed: { title: 'Seed', width: 60, text: (cell) => (typeof cell === 'number' ? String(cell) : '–') },
  fold: { title: 'Fold', width: 66 },
  view: { title: 'View', width: 110 },
  split: { title: 'Split', width: 150 },
  dataset: { title: 'Dataset', width: 150 },
  version: { title: 'Version', width: 160 },
  tags: { title: 'Tags', width: 150, text: (cell) => (Array.isArray(cell) && cell.length > 0 ? cell.join(', ') : '–') },
  backend: { title: 'Backend', width: 110 },
  note: { title: 'Note', width: 200 },
  number: { title: 'Number', width: 84 },
};

const shortNames: Record<string, string> = { learningRate: 'lr', batchSize: 'batch' };
const fields = new Set(['last', 'min', 'max', 'best']);

/** The column of a name. */
export function columnOf(shown: ShownColumn): Column {
  const base = describe(shown.name);
  return { ...base, ...shown, width: shown.width ?? base.width };
}

function describe(name: string): Omit<Column, keyof ShownColumn> & { width: number } {
  const attribute = attributes[name];
  if (attribute) {
    const text = attribute.text ?? ((cell: Cell) => valueText(cell));
    return {
      title: attribute.title,
      width: attribute.width,
      text,
      beside: none,
      value: numberOf,
      better: undefined,
      difference: attribute.difference ?? signed,
    };
  }
  const [scope, ...words] = partsOf(name);
  if (scope === 'test' || scope === 'validation' || scope === 'train') return evaluated(scope, words.join('.'));
  if (scope === 'metrics') return metric(words);
  if (scope === 'curve') return { ...blank, title: words.length > 0 ? metricName(words.join('.')) : 'Curve', width: 104 };
  const leaf = words.at(-1) ?? name;
  return {
    title: scope === 'tags' ? words.join('.') : (shortNames[leaf] ?? leaf),
    width: 80,
    text: (cell) => (typeof cell === 'number' ? number(cell) : valueText(cell)),
    beside: none,
    value: numberOf,
    better: undefined,
    difference: signed,
  };
}

// A curve is drawn, not written.
const blank = { text: none, beside: none, value: () => Number.NaN, better: undefined, difference: none };

function evaluated(part: string, name: string) {
  const of = (cell: Cell) => (cell ?? {}) as { value?: number | null; low?: number | null; high?: number | null };
  return {
    title: part === 'train' ? `Train ${metricName(name)}` : metricName(`${part === 'test' ? 'test' : 'val'}_${name}`),
    width: 136,
    text: (cell: Cell) => metricText(name, of(cell).value),
    beside: (cell: Cell) => halfWidth(name, of(cell).low, of(cell).high),
    value: (cell: Cell) => of(cell).value ?? Number.NaN,
    better: lowerIsBetter(name) ? ('less' as const) : ('more' as const),
    difference: (by: number) => withSign(metricText(name, Math.abs(by)), by),
  };
}

function metric(words: readonly string[]) {
  const field = words.length > 1 && fields.has(words.at(-1)!) ? words.at(-1)! : 'last';
  const key = (field === 'last' && words.at(-1) !== 'last' ? words : words.slice(0, -1)).join('.');
  return {
    title: field === 'last' ? metricName(key) : `${metricName(key)}, ${field}`,
    width: 124,
    text: (cell: Cell) => (cell === null || cell === undefined ? '–' : metricText(key, Number(cell))),
    beside: none,
    value: (cell: Cell) => (cell === null || cell === undefined ? Number.NaN : Number(cell)),
    better: lowerIsBetter(key) ? ('less' as const) : ('more' as const),
    difference: (by: number) => withSign(metricText(key, Math.abs(by)), by),
  };
}

/** The columns of a new board. */
export function usualColumns(primaryMetric: string): ShownColumn[] {
  return [
    'kind',
    `test.${primaryMetric}`,
    ...(primaryMetric === 'auc' ? [] : ['test.auc']),
    'curve',
    'params.training.learningRate',
    'params.training.batchSize',
    'seed',
    'duration',
  ].map((name) => ({ name }));
}

export interface Range {
  readonly low: number;
  readonly high: number;
  readonly best: number;
}

/** Least, greatest and best of the cells of a column; NaN where there are fewer than two numbers to choose between. */
export function rangeOf(column: Column, cells: Iterable<Cell>): Range {
  let [low, high, known] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const cell of cells) {
    const value = column.value(cell);
    if (!Number.isFinite(value)) continue;
    known += 1;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (known < 2) return { low: Number.NaN, high: Number.NaN, best: Number.NaN };
  return { low, high, best: column.better === undefined || low === high ? Number.NaN : column.better === 'less' ? low : high };
}

/** The words of a name; what stands in quotes is one of them. */
export function partsOf(name: string): string[] {
  const parts = name.match(/"(?:[^"\\]|\\.)*"|[^.]+/g) ?? [];
  return parts.map((part) => (part.startsWith('"') ? part.slice(1, -1).replace(/\\(.)/g, '$1') : part));
}

function none(): string {
  return '';
}

function numberOf(cell: Cell): number {
  return typeof cell === 'number'
    ? cell
    : typeof cell === 'string' && (cell === 'NaN' || /Infinity$/.test(cell))
      ? Number(cell)
      : Number.NaN;
}

function signed(by: number): string {
  return withSign(Number.isInteger(by) ? count(Math.abs(by)) : number(Math.abs(by), 3), by);
}

function withSign(size: string, by: number): string {
  return by === 0 ? '±0' : `${by > 0 ? '+' : '−'}${size}`;
}
