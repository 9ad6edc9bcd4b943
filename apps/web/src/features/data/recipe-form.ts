// Forms for the steps of a recipe, made from the JSON Schema that the server gives of their options.
import { words } from '../../lib/format.ts';

export interface RecipeStep {
  readonly step: string;
  readonly version: number;
  readonly [option: string]: unknown;
}

export interface StepKind {
  readonly name: string;
  readonly version: number;
  /** JSON Schema of the options. */
  readonly options: unknown;
}

export interface OptionField {
  readonly name: string;
  readonly label: string;
  readonly kind: 'choice' | 'switch' | 'number' | 'numbers' | 'text';
  readonly choices: readonly string[];
  readonly required: boolean;
  /** What it is when left out; undefined when nothing is. */
  readonly standard: unknown;
  readonly min?: number;
  readonly max?: number;
  readonly whole: boolean;
}

const stepWords: Readonly<Record<string, string>> = {
  'drop-missing': 'Drop works with gaps',
  'drop-duplicates': 'Drop repeated works',
  'drop-corrupt': 'Drop broken works',
  'fill-missing': 'Fill gaps',
  scale: 'Scale values',
  resize: 'Resize pictures',
  greyscale: 'Grey pictures',
  'one-hot': 'Spread categories',
  tokenise: 'Cut texts into tokens',
  vocabulary: 'Limit the vocabulary',
  pad: 'Pad or cut to a length',
  windows: 'Cut into windows',
  notes: 'Read notes',
  'augment-picture': 'Vary pictures in training',
  transpose: 'Transpose tunes in training',
  'augment-strokes': 'Vary strokes in training',
  'token-dropout': 'Leave out tokens in training',
};

export function stepName(name: string): string {
  return stepWords[name] ?? words(name.replaceAll('-', '_'));
}

const formWords: Readonly<Record<string, string>> = {
  IMAGE: 'pictures of',
  SEQUENCE: 'sequences of',
  TABULAR: 'rows of',
  TEXT: 'texts of',
};

/** What rows look like after a step, said for people: `values IMAGE [32, 32, 3]` are pictures of 32 × 32 × 3. */
export function afterWords(after: string): string {
  const [, kind, modality, shape = '', rest = ''] = /^(values|tokens)(?: ([A-Z]+))? \[(.*?)\](.*)$/.exec(after) ?? [];
  if (kind === undefined) return after;
  const size = shape.split(', ').join(' × ');
  return kind === 'tokens' ? `${size} tokens${rest}` : `${formWords[modality ?? ''] ?? modality} ${size}${rest}`;
}

interface Schema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly items?: { readonly type?: string };
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** The options of a step as fields, in the order of the schema. */
export function optionFields({ options }: StepKind): OptionField[] {
  const { properties = {}, required = [] } = options as Schema;
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    label: name
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .replace(/^./, (letter) => letter.toUpperCase()),
    kind: kindOf(schema),
    choices: schema.enum ?? [],
    required: required.includes(name),
    standard: schema.default,
    whole: schema.type === 'integer' || schema.items?.type === 'integer',
    ...(schema.minimum !== undefined && schema.minimum > -1e9 && { min: schema.minimum }),
    // The largest safe integer is no limit that anybody means.
    ...(schema.maximum !== undefined && schema.maximum < 1e9 && { max: schema.maximum }),
  }));
}

function kindOf({ type, enum: choices, items }: Schema): OptionField['kind'] {
  if (choices) return 'choice';
  if (type === 'boolean') return 'switch';
  if (type === 'number' || type === 'integer') return 'number';
  return type === 'array' && items?.type !== 'string' ? 'numbers' : 'text';
}

/** What was typed as the value of an option; undefined leaves it to the standard. */
export function optionValue(field: OptionField, typed: string | boolean): unknown {
  if (typeof typed === 'boolean') return typed;
  const text = typed.trim();
  if (text === '') return undefined;
  // What is no number goes to the server as it is: it says best what it wants instead.
  const number = (piece: string) => (Number.isNaN(Number(piece)) ? piece : Number(piece));
  if (field.kind === 'number') return number(text);
  if (field.kind === 'numbers')
    return text
      .split(/[\s,;]+/)
      .filter(Boolean)
      .map(number);
  return text;
}

/** A value in a field, as text. */
export function optionText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** A new step with what it needs filled in: the first choice, the least number. */
export function newStep(kind: StepKind): RecipeStep {
  const needed = optionFields(kind)
    .filter((field) => field.required)
    .map((field) => [
      field.name,
      field.kind === 'choice' ? field.choices[0] : field.kind === 'number' ? Math.max(field.min ?? 0, 32) : undefined,
    ]);
  return { step: kind.name, version: kind.version, ...Object.fromEntries(needed) };
}

/** The step with one option set, or left out. */
export function withOption(step: RecipeStep, name: string, value: unknown): RecipeStep {
  const { [name]: _, ...rest } = step;
  return (value === undefined ? rest : { ...rest, [name]: value }) as RecipeStep;
}

/** The list with one entry moved by some places, as far as the ends. */
export function moved<Entry>(list: readonly Entry[], from: number, by: number): Entry[] {
  const to = Math.max(0, Math.min(list.length - 1, from + by));
  const rest = list.filter((_, index) => index !== from);
  return [...rest.slice(0, to), list[from]!, ...rest.slice(to)];
}
