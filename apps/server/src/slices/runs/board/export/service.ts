import type { TeamContext } from '../../../../context.ts';
import { invalidInput, notFound } from '../../../../errors.ts';
import { givenColumns } from '../columns/given.ts';
import { listCells } from '../columns/service.ts';
import { EVERYTHING } from '../filter.ts';
import { givenFilter } from '../input.ts';
import { givenOrder, NEWEST } from '../order-input.ts';
import { findOrder } from '../store.ts';
import { type ExportFormat, writerOf } from './format.ts';

export interface ExportInput {
  /** Slug of the project. */
  readonly project: string;
  readonly format: ExportFormat;
  /** The filter in one line. */
  readonly query: string;
  /** Names of columns; none: what every run has. */
  readonly columns: readonly string[];
  /** Name of the column to sort by; empty: newest first. */
  readonly order: string;
  readonly direction: string;
}

export interface Export {
  readonly mediaType: string;
  readonly pieces: AsyncGenerator<string>;
}

const USUAL = ['number', 'name', 'status', 'kind', 'author', 'created', 'duration', 'dataset', 'split', 'tags', 'params'];
const PAGE = 500;
const ID_BYTES = 16;

/** The runs of a board as a text that is made while it is read, one page at a time, in the order in which they were when it began. Throws `INVALID_INPUT` before its first piece. */
export async function exportRuns(context: TeamContext, input: ExportInput): Promise<Export> {
  const { db } = context;
  const project = await db.project.findUnique({ where: { teamId_slug: { teamId: db.teamId, slug: input.project }, deletedAt: null } });
  if (project === null) throw notFound('Project');
  if (input.direction !== 'ASC' && input.direction !== 'DESC')
    throw invalidInput(`direction is ASC or DESC, got ${input.direction}`, 'direction');
  const names = input.columns.length > 0 ? input.columns : USUAL;
  const columns = givenColumns(names, 'columns');
  const primary = { key: project.primaryMetric, direction: project.primaryDirection };
  const board = {
    projectId: project.id,
    primary,
    filter: input.query === '' ? EVERYTHING : givenFilter({ query: input.query }, ''),
    order: input.order === '' ? NEWEST : givenOrder({ by: 'COLUMN', key: input.order, direction: input.direction }, 'order'),
  };
  const writer = writerOf(input.format, names, columns);
  // Found once: no index has the values of every param, and no transaction is held while somebody reads slowly.
  const order = await findOrder(context.app.database.sql, board);
  return { mediaType: writer.mediaType, pieces: pieces() };

  async function* pieces(): AsyncGenerator<string> {
    yield writer.head;
    for (let start = 0; start < order.length; start += PAGE * ID_BYTES) {
      const ids = idsIn(order.subarray(start, start + PAGE * ID_BYTES));
      const cells = await listCells(context, ids, columns);
      // A run that was purged meanwhile is left out.
      yield ids.flatMap((id) => (cells.has(id) ? [writer.row(cells.get(id)!)] : [])).join('');
    }
  }
}

function idsIn(bytes: Buffer): string[] {
  return Array.from({ length: bytes.length / ID_BYTES }, (_, index) => {
    const hex = bytes.toString('hex', index * ID_BYTES, (index + 1) * ID_BYTES);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  });
}
