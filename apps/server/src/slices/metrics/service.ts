import { randomUUID } from 'node:crypto';
import type { App, Context, TeamContext } from '../../context.ts';
import { AppError } from '../../errors.ts';
import { getRun, leaseLost, refreshSoon, signOfLife } from '../runs/service.ts';
import type { Batch } from './batch.ts';
import { carryOver } from './carry-over.ts';
import { compactSoon } from './compact.ts';
import { createGatherer, type Gatherer } from './gather.ts';
import { type ColumnInput, givenColumns, givenPoints, givenWriter, hashColumns, type PointInput } from './input.ts';
import { findSeries, type SeriesRow } from './series/store.ts';
import { insertBatches, removeLedger } from './store.ts';

export { compactLeftOvers, compactMetrics } from './compact.ts';
export type { SeriesRow };

/** As long as an idempotency key is known: whoever sends everything again after that would begin another run. */
const LEDGER_DAYS = 30;
/** At most so many rows go in one statement. */
const ROWS_AT_ONCE = 10_000;
/** Columns of fewer points leave chunks behind that are worth merging. */
const SMALL_COLUMN = 512;

const gatherers = new WeakMap<App, Gatherer>();

function gathererOf(app: App): Gatherer {
  const known = gatherers.get(app) ?? createGatherer((batches) => insertBatches(app.database.sql, batches));
  gatherers.set(app, known);
  return known;
}

export interface AppendInput {
  readonly runId: string;
  readonly writer: string;
  readonly sequence: number;
  readonly columns: readonly ColumnInput[];
}

/** Stores packed columns once, however often they are sent. Durable when it returns. */
export async function appendMetrics(context: TeamContext, { runId, writer, sequence, columns }: AppendInput): Promise<void> {
  await store(context, {
    runId,
    ...givenWriter(writer, sequence),
    hash: hashColumns(columns),
    columns: givenColumns(columns, context.app.now().getTime()),
  });
}

/** Stores single points. Nothing tells a repetition: sent twice, they are stored twice. */
export async function logMetrics(context: TeamContext, runId: string, points: readonly PointInput[]): Promise<void> {
  const columns = givenPoints(points, context.app.now().getTime());
  await store(context, { runId, writer: randomUUID(), sequence: 0, hash: new Uint8Array(32), columns });
}

async function store(context: TeamContext, batch: Omit<Batch, 'fence'>): Promise<void> {
  const { app, viewer } = context;
  if (viewer.kind === 'attempt') await carryOver(app, viewer, batch);
  const outcome = await gathererOf(app).store({ ...batch, ...(viewer.kind === 'attempt' && { fence: viewer.fence }) });
  if (outcome === 'conflict')
    throw new AppError('CONFLICT', `${batch.writer} has sent other points under the number ${batch.sequence}.`, {
      fields: ['input.sequence'],
    });
  if (outcome === 'lease lost') throw leaseLost();
  if (outcome === 'refused') {
    const run = await getRun(context, batch.runId);
    throw new AppError('CONFLICT', `Run #${run.number} is ${run.status} and takes no more points.`);
  }
  if (viewer.kind !== 'attempt') signOfLife(app, batch.runId);
  if (outcome === 'stored') {
    app.live.changed(`metrics:${batch.runId}`);
    refreshSoon(app, batch.runId);
    if (batch.columns.some(({ points }) => points.values.length < SMALL_COLUMN)) compactSoon(app, batch.runId);
  }
}

/** Forgets the numbers of batches of runs that are long over. Such a run refuses every batch, so none can be stored twice. */
export async function pruneLedger({ database }: Pick<App, 'database'>): Promise<number> {
  let count = 0;
  for (let gone = ROWS_AT_ONCE; gone === ROWS_AT_ONCE; count += gone) gone = await removeLedger(database.sql, LEDGER_DAYS, ROWS_AT_ONCE);
  return count;
}

/** The series of runs, of some keys or of all, by run and key. */
export function listSeries(
  { app }: Pick<Context, 'app'>,
  runIds: readonly string[],
  keys: readonly string[] | null,
  attempt: number | null = null,
): Promise<SeriesRow[]> {
  return findSeries(app.database.sql, runIds, keys, attempt);
}
