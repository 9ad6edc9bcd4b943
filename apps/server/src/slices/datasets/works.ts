// Single works of a version, for people to look at.
import type { Dataset, View, ViewManifest } from '@atelier/ml/dataset';
import { invalidInput } from '../../errors.ts';
import { DEFAULT_PAGE, MAX_PAGE } from '../../builder.ts';
import { labelOf } from './label.ts';
import { chooseRows, type RowChoice } from './choose-rows.ts';
import { type Reader, withVersion } from './versions.ts';

export interface Work {
  readonly versionId: string;
  readonly row: number;
  readonly sampleId: string;
  readonly label: string | null;
  readonly metadata: Readonly<Record<string, string | number | null>>;
  readonly views: readonly WorkView[];
}

export interface WorkView {
  readonly versionId: string;
  readonly row: number;
  readonly view: ViewManifest;
}

export interface WorkPage {
  readonly edges: readonly { readonly cursor: string; readonly node: Work }[];
  readonly nodes: readonly Work[];
  readonly pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  readonly totalCount: number;
}

export interface WorkArguments extends RowChoice {
  readonly first?: number | null | undefined;
  /** How many to leave out before the page. */
  readonly offset?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** A page of works, in the order of the rows. */
export function listWorks(context: Reader, versionId: string, { first, after, offset, ...choice }: WorkArguments): Promise<WorkPage> {
  const size = first ?? DEFAULT_PAGE;
  if (offset != null && (offset < 0 || after != null))
    throw invalidInput(`offset is from 0 and goes without after, got ${offset}`, 'offset');
  if (size < 0 || size > MAX_PAGE) throw invalidInput(`first is from 0 to ${MAX_PAGE}, got ${size}`, 'first');
  return withVersion(context, versionId, (dataset) => {
    const chosen = chooseRows(dataset, choice);
    const start = after == null ? (offset ?? 0) : positionAfter(chosen, after);
    const page = chosen.slice(start, start + size).map((row) => workOf(dataset, versionId, row));
    const edges = page.map((node) => ({ cursor: cursorOf(node.row), node }));
    return {
      edges,
      nodes: page,
      totalCount: chosen.length,
      pageInfo: {
        hasNextPage: start + size < chosen.length,
        hasPreviousPage: start > 0,
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
    };
  });
}

/** One work by its row. */
export function getWork(context: Reader, versionId: string, row: number): Promise<Work> {
  return withVersion(context, versionId, (dataset) => workOf(dataset, versionId, row));
}

/** Whether a sequence is made of words or letters that are known: it is read rather than drawn. */
export function isWorded({ modality, vocabulary }: ViewManifest): boolean {
  return modality === 'SEQUENCE' && vocabulary !== undefined;
}

/** The words of a text or of known tokens, or a table row as `name: value` lines; null for pictures and other sequences. */
export function readText(context: Reader, { versionId, row, view }: WorkView): Promise<string | null> | null {
  if (view.modality === 'TEXT') return withVersion(context, versionId, (dataset) => dataset.view(view.name).text(row));
  if (isWorded(view)) return withVersion(context, versionId, (dataset) => wordsOf(dataset.view(view.name), row));
  if (view.modality !== 'TABULAR') return null;
  return withVersion(context, versionId, (dataset) => {
    const values = Array.from(dataset.view(view.name).read([row]));
    return values.map((value, column) => tableLine(view, value, column)).join('\n');
  });
}

/** Letters are put together as they stand, words with a space between. */
function wordsOf(view: View, row: number): string {
  const { vocabulary = [] } = view.manifest;
  const isLetters = vocabulary.slice(1).every((word) => [...word].length <= 1 || /^(<.*>|#\d+)$/.test(word));
  return stepsOf(view, row)
    .map((index) => vocabulary[index as number] ?? `#${index}`)
    .join(isLetters ? '' : ' ');
}

/** The valid steps of a sequence, row by row; null for all else. */
export function readSteps(context: Reader, { versionId, row, view }: WorkView): Promise<unknown[]> | null {
  if (view.modality !== 'SEQUENCE') return null;
  return withVersion(context, versionId, (dataset) => stepsOf(dataset.view(view.name), row));
}

function stepsOf(view: View, row: number): unknown[] {
  const [length = 0, features] = view.manifest.shape;
  const values = Array.from(view.read([row]));
  const valid = view.lengths?.[row] ?? length;
  if (features === undefined) return values.slice(0, valid);
  return Array.from({ length: valid }, (_, step) => values.slice(step * features, (step + 1) * features));
}

function tableLine({ columns }: ViewManifest, value: number, index: number): string {
  const column = columns?.[index];
  const shown = Number.isNaN(value) ? '–' : column?.kind === 'category' ? (column.categories?.[value] ?? value) : value;
  return `${column?.name ?? index + 1}: ${shown}`;
}

function workOf(dataset: Dataset, versionId: string, row: number): Work {
  const { manifest, ids } = dataset;
  return {
    versionId,
    row,
    sampleId: ids[row] ?? '',
    label: labelOf(dataset, row),
    metadata: Object.fromEntries(manifest.metadata.map(({ name }) => [name, dataset.metadata(name)[row] ?? null])),
    views: manifest.views.map((view) => ({ versionId, row, view })),
  };
}

function cursorOf(row: number): string {
  return Buffer.from(`row:${row}`).toString('base64');
}

function positionAfter(rows: readonly number[], cursor: string): number {
  const [, row] = /^row:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString('utf8')) ?? [];
  const position = row === undefined ? -1 : rows.indexOf(Number(row));
  if (position === -1)
    throw invalidInput(`after requires a cursor that a page has given out, got ${JSON.stringify(cursor.slice(0, 60))}`, 'after');
  return position + 1;
}
