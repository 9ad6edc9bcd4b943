// Where values of any kind lie on one axis: numbers on a line, of their logarithms when they span decades, everything else in equal steps.

export interface ValueScale {
  readonly kind: 'linear' | 'log' | 'steps';
  /** A place in [0, 1]; NaN for what has none. */
  at(value: unknown): number;
  /** Values worth a word, with their places, from the foot. */
  readonly ticks: readonly { readonly text: string; readonly at: number }[];
  readonly low: string;
  readonly high: string;
  /** The condition of the filter language that holds between two places; undefined where none does. */
  condition(column: string, from: number, to: number): string | undefined;
}

const mostSteps = 24;
const decades = 20;

/** The scale of some values; undefined when all are the same, or too many different words. */
export function scaleOf(values: readonly unknown[]): ValueScale | undefined {
  const known = values.filter((value) => value !== undefined && value !== null);
  const numbers = known.filter((value): value is number => typeof value === 'number' && Number.isFinite(value));
  if (numbers.length > 0 && known.every((value) => typeof value === 'number' || value === 'NaN')) return ofNumbers(numbers);
  return ofSteps(known);
}

function ofNumbers(numbers: readonly number[]): ValueScale | undefined {
  const low = numbers.reduce((a, b) => Math.min(a, b));
  const high = numbers.reduce((a, b) => Math.max(a, b));
  if (low === high) return undefined;
  const log = low > 0 && high / low >= decades;
  const at = (value: unknown) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return Number.NaN;
    return log ? (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low)) : (value - low) / (high - low);
  };
  const value = (place: number) => (log ? Math.exp(Math.log(low) + place * (Math.log(high) - Math.log(low))) : low + place * (high - low));
  const middle = [1 / 3, 2 / 3].map((place) => Number(value(place).toPrecision(1))).filter((each) => each > low && each < high);
  return {
    kind: log ? 'log' : 'linear',
    at,
    low: valueWord(low),
    high: valueWord(high),
    ticks: [low, ...new Set(middle), high].map((each) => ({ text: valueWord(each), at: at(each) })),
    condition: (column, from, to) => {
      const parts = [...(from > 0 ? [`${column} >= ${round(value(from))}`] : []), ...(to < 1 ? [`${column} <= ${round(value(to))}`] : [])];
      return parts.length > 0 ? parts.join(' and ') : undefined;
    },
  };
}

function ofSteps(known: readonly unknown[]): ValueScale | undefined {
  const byText = new Map(known.map((value) => [valueWord(value), value]));
  const texts = [...byText.keys()].sort();
  if (texts.length < 2 || texts.length > mostSteps) return undefined;
  const place = (text: string) => texts.indexOf(text) / (texts.length - 1);
  return {
    kind: 'steps',
    at: (value) => (value === undefined || value === null || !texts.includes(valueWord(value)) ? Number.NaN : place(valueWord(value))),
    low: texts[0]!,
    high: texts.at(-1)!,
    ticks: texts.map((text) => ({ text, at: place(text) })),
    condition: (column, from, to) => {
      const within = texts.filter((text) => place(text) >= from && place(text) <= to).map((text) => byText.get(text));
      if (within.length === 0 || within.length === texts.length || within.some((value) => typeof value === 'object')) return undefined;
      return `${column} in (${within.map((value) => JSON.stringify(value)).join(', ')})`;
    },
  };
}

/** A value in as few letters as tell it. */
export function valueWord(value: unknown): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(3)));
  return Array.isArray(value) ? value.map(valueWord).join(', ') : String(value ?? '–');
}

function round(value: number): number {
  return Number(value.toPrecision(6));
}
