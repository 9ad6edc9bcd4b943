// Merges the small chunks that small calls leave behind, never within a request.
import type { App } from '../../context.ts';
import { CHUNK, decodeChunk, encodeChunk } from './chunk.ts';
import { groupsToMerge } from './compaction-rules.ts';
import { joinPoints } from './points.ts';
import { listLately } from '../runs/service.ts';
import { findOver, findSmallChunks, lockSeries, replaceChunks } from './chunks/store.ts';
import { findSeriesIds } from './series/store.ts';

const AT_ONCE = 4_096;

// By run, whether small chunks have come since they were last merged. A run stays until it is over, when its last chunks are merged too.
const fragmented = new WeakMap<App, Map<string, boolean>>();

function marksOf(app: App): Map<string, boolean> {
  const known = fragmented.get(app) ?? new Map<string, boolean>();
  fragmented.set(app, known);
  return known;
}

/** Notes that a run has got small chunks. */
export function compactSoon(app: App, runId: string): void {
  marksOf(app).set(runId, true);
}

/** Notes what an earlier server of this installation may have left undone. */
export async function compactLeftOvers(app: App): Promise<void> {
  for (const runId of await listLately(app)) compactSoon(app, runId);
}

/** Merges what there is to merge in the runs that were noted. Returns how many chunks became fewer. */
export async function compactMetrics(app: App): Promise<number> {
  const marks = marksOf(app);
  if (marks.size === 0) return 0;
  let merged = 0;
  const over = await findOver(app.database.sql, [...marks.keys()]);
  for (const [runId, isFresh] of [...marks]) {
    const isOver = over.has(runId);
    if (isOver) marks.delete(runId);
    else marks.set(runId, false);
    if (!isOver && !isFresh) continue;
    for (const seriesId of await findSeriesIds(app.database.sql, runId)) merged += await compactSeries(app, seriesId, isOver);
  }
  return merged;
}

/** Merges neighbouring small chunks of a series. Whoever reads meanwhile sees the old ones or the new one, never both. */
export async function compactSeries(app: App, seriesId: string, isOver: boolean): Promise<number> {
  return app.database.sql.transaction(async (sql) => {
    if (!(await lockSeries(sql, seriesId))) return 0;
    let merged = 0;
    const small = await findSmallChunks(sql, seriesId, CHUNK, AT_ONCE);
    for (const group of groupsToMerge(small, isOver)) {
      await replaceChunks(
        sql,
        seriesId,
        group.map(({ seq }) => seq),
        group[0]!.seq,
        encodeChunk(joinPoints(group.map(decodeChunk))),
      );
      merged += group.length - 1;
    }
    return merged;
  });
}
