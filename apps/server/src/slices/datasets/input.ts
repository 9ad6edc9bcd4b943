import type { ImportOptions } from '@atelier/ml/dataset';
import { invalidInput } from '../../errors.ts';
import type { Card } from './store.ts';

const CARD_LIMIT = 20_000;
const NOTE_LIMIT = 20_000;
const FILES_LIMIT = 1_000;
const SIDE_LIMIT = 4_096;

export type CardInput = { readonly [Field in keyof Card]?: string | null | undefined };

/** The parts of a card that were given. */
export function givenCard(card: CardInput | null | undefined): Partial<Card> {
  const given: Record<string, string> = {};
  for (const [field, text] of Object.entries(card ?? {})) {
    if (text == null) continue;
    if (text.length > CARD_LIMIT)
      throw invalidInput(`card.${field} has at most ${CARD_LIMIT} characters, got ${text.length}`, `card.${field}`);
    given[field] = text;
  }
  return given;
}

export interface ImportInput {
  readonly id?: string | null | undefined;
  readonly label?: string | null | undefined;
  readonly group?: string | null | undefined;
  readonly time?: string | null | undefined;
  readonly text?: string | null | undefined;
  readonly columns?: readonly string[] | null | undefined;
  readonly resize?: readonly number[] | null | undefined;
  readonly task?: 'CLASS' | 'MULTILABEL' | 'REGRESSION' | null | undefined;
}

/** How to read the files, in the importer's words. What is left out is detected. */
export function importOptions({ columns: features, resize, task, ...roles }: ImportInput): Omit<ImportOptions, 'folder'> {
  const given = Object.fromEntries(Object.entries({ ...roles, features }).filter(([, value]) => value != null));
  return {
    ...(Object.keys(given).length > 0 && { columns: given }),
    ...(resize != null && { resize: sideLengths(resize) }),
    ...(task != null && { task: task.toLowerCase() as NonNullable<ImportOptions['task']> }),
  };
}

function sideLengths(resize: readonly number[]): [number, number] {
  const [height, width, ...rest] = resize;
  if (height === undefined || width === undefined || rest.length > 0 || resize.some((side) => !(side >= 1 && side <= SIDE_LIMIT))) {
    throw invalidInput(`resize requires height and width from 1 to ${SIDE_LIMIT}, got ${JSON.stringify(resize)}`, 'input.options.resize');
  }
  return [height, width];
}

/** Throws `INVALID_INPUT` for no files or too many, and for two of one name. */
export function requireFiles(files: readonly { readonly name: string }[]): void {
  if (files.length === 0 || files.length > FILES_LIMIT)
    throw invalidInput(`A version is made of 1 to ${FILES_LIMIT} files, got ${files.length}`, 'input.files');
  const names = new Set<string>();
  for (const { name } of files) {
    if (names.has(name)) throw invalidInput(`Each file has a name of its own, got ${JSON.stringify(name)} twice`, 'input.files');
    names.add(name);
  }
}

export function givenNote(note: string | null | undefined): string {
  if ((note?.length ?? 0) > NOTE_LIMIT)
    throw invalidInput(`A note has at most ${NOTE_LIMIT} characters, got ${note?.length}`, 'input.note');
  return note ?? '';
}
