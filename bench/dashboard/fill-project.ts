/**
 * A project with as many runs as somebody has after years: written straight into the database, for benches and journeys. Results follow from the
 * params and the seed, so that sorting, grouping, scatter and importance have something to find.
 */
import type pg from 'pg';
import { pack, type Platform } from '../tracking/platform.ts';

export interface FilledProject {
  readonly runs: number;
  /** Columns beside the usual dozen: three quarters of them params. Every run has a dozen of those and a dozen of the metrics. */
  readonly columns: number;
  /** Runs of each kind of curve: all get copies of a few that were logged through the API. */
  readonly curves?: boolean;
}

export const uuidOf = (id: string) => Buffer.from(id, 'base64').toString('utf8').split(':')[1]!;
const patterns = 12;
const extras = 12;
/** How far apart the extra columns of a run lie, so that it has a dozen of them. */
const apart = (columns: number) => Math.max(1, Math.ceil(columns / extras));
const epochs = 40;

interface Place {
  readonly team: string;
  readonly project: string;
}

/** Fills an empty project. `query` speaks to the API as somebody who may write there; ids are those of the API. */
export async function fillProject(
  sql: pg.Client,
  query: Platform['query'],
  place: Place,
  { runs, columns, curves = true }: FilledProject,
): Promise<void> {
  const ids = [uuidOf(place.team), uuidOf(place.project)];
  const params = Math.ceil(columns * 0.75);
  const metrics = columns - params;
  await sql.query(
    `INSERT INTO "Run" (id, "teamId", "projectId", number, name, kind, status, reason, seed, tags, "createdBy", "createdAt", "startedAt", "finishedAt", params)
     SELECT uuidv7(), $1, $2, n, (ARRAY['cnn wide', 'cnn reference', 'rnn-lstm', 'rnn-gru bidirectional', 'cnn + dropout'])[1 + n / 3 % 5] || ' ' || n,
       (CASE WHEN n / 3 % 5 IN (2, 3) THEN 'RNN' ELSE 'CNN' END)::"RunKind", (CASE WHEN n % 97 = 0 THEN 'FAILED' ELSE 'FINISHED' END)::"RunStatus",
       CASE WHEN n % 97 = 0 THEN 'diverged at step ' || n % 500 END, n % 3, ARRAY['batch ' || n % 50, 'machine=' || n % 4], 'bench',
       now() - (200000 - n) * interval '1 minute', now() - (200000 - n) * interval '1 minute', now() - (200000 - n) * interval '1 minute' + (60 + n % 400) * interval '1 second',
       jsonb_build_object('seed', n % 3, 'model', jsonb_build_object('units', 16 * (1 + n / 3 % 8), 'dropout', (n / 24 % 6) / 10.0, 'cell', (ARRAY['none', 'none', 'lstm', 'gru', 'none'])[1 + n / 3 % 5]),
         'training', jsonb_build_object('learningRate', power(10::float8, -4 + (n / 3 * 7919 % 1000) / 400.0::float8), 'batchSize', 16 * (1 + n / 9 % 4), 'epochs', ${epochs}))
       || coalesce((SELECT jsonb_build_object('extra', jsonb_object_agg('p' || p, CASE WHEN p % 4 = 0 THEN to_jsonb('choice ' || (n / 3 * p) % 9) ELSE to_jsonb(((n::bigint / 3 * 7919 + p * 104729) % 10000)::float8 / 100) END)) FROM generate_series(n / 3 % ${apart(params)} + 1, ${params}, ${apart(params)}) AS p), '{}')
     FROM generate_series(1, ${runs}) AS n`,
    ids,
  );
  // Learning rates near 10⁻², more units and the right cell help; the seed and a little noise do the rest.
  await sql.query(
    `INSERT INTO "BoardValue" ("teamId", "projectId", "runId", key, last, min, max, part, low, high)
     SELECT r."teamId", r."projectId", r.id, key, value, value - spread, value + spread / 10, part, CASE WHEN part IS NOT NULL THEN value - 0.02 END, CASE WHEN part IS NOT NULL THEN value + 0.02 END
     FROM "Run" r,
       LATERAL (SELECT 0.9 - 0.09 * power(log((params #>> '{training,learningRate}')::float8) + 2, 2) + 0.0006 * (params #>> '{model,units}')::float8 - 0.2 * power((params #>> '{model,dropout}')::float8 - 0.2, 2)
         + CASE WHEN kind = 'RNN' THEN 0.03 ELSE 0 END + (number % 3 - 1) * 0.006 + (number::bigint * 104729 % 1000) / 60000.0 AS quality) AS q,
       LATERAL (VALUES ('test_accuracy', least(0.99, quality), 0.05, 'TEST'::"Part"), ('test_auc', least(0.999, 0.5 + quality / 2), 0.03, 'TEST'::"Part"), ('val_accuracy', least(0.99, quality + 0.01), 0.3, NULL), ('val_loss', 1.6 - quality, 0.4, NULL), ('loss', 1.4 - quality, 0.5, NULL)) AS known (key, value, spread, part)
     WHERE r."projectId" = $1 AND r.status = 'FINISHED'`,
    [ids[1]],
  );
  await sql.query(
    `INSERT INTO "BoardValue" ("teamId", "projectId", "runId", key, last, min, max)
     SELECT r."teamId", r."projectId", r.id, 'extra/m' || m, v, v - 0.1, v + 0.1 FROM "Run" r, generate_series(r.number % ${apart(metrics)} + 1, ${metrics}, ${apart(metrics)}) AS m, LATERAL (SELECT ((r.number::bigint * 7919 + m::bigint * 15485863) % 100000)::float8 / 100000 AS v) AS drawn
     WHERE r."projectId" = $1`,
    [ids[1]],
  );
  await sql.query('UPDATE "Project" SET "lastRunNumber" = $2 WHERE id = $1', [ids[1], runs]);
  if (curves) await copyCurves(sql, query, place);
  for (const table of ['Run', 'BoardValue', 'MetricSeries', 'MetricChunk']) await sql.query(`VACUUM ANALYZE "${table}"`);
}

/** Logs a few curves of each metric through the API, then gives every run a copy of one. */
async function copyCurves(sql: pg.Client, query: Platform['query'], { project }: Place): Promise<void> {
  const steps = Float64Array.from({ length: epochs }, (_, epoch) => epoch);
  for (let pattern = 0; pattern < patterns; pattern++) {
    const { startRun } = await query<{ startRun: { id: string } }>(
      'mutation ($project: ID!, $name: String!) { startRun(input: { project: $project, name: $name }) { id } }',
      { project, name: `pattern ${pattern}` },
    );
    const rise = (epoch: number, noise: number) => 1 - Math.exp(-epoch / (4 + pattern)) + noise * Math.sin(epoch * (pattern + 3));
    const values = {
      val_accuracy: steps.map((epoch) => 0.4 + (0.42 + pattern / 90) * rise(epoch, 0.02)),
      val_loss: steps.map((epoch) => 1.6 - (0.9 + pattern / 40) * rise(epoch, 0.03)),
      loss: steps.map((epoch) => 1.6 - (1.1 + pattern / 40) * rise(epoch, 0.01)),
    };
    await query('mutation ($input: AppendMetricsInput!) { appendMetrics(input: $input) }', {
      input: {
        run: startRun.id,
        writer: 'fill',
        sequence: 1,
        columns: Object.entries(values).map(([key, column]) => ({ key, start: 0, stride: 1, values: pack(column) })),
      },
    });
    await sql.query(
      `WITH pattern AS (SELECT * FROM "MetricSeries" WHERE "runId" = $1),
       copied AS (INSERT INTO "MetricSeries" ("teamId", "runId", key, attempt, count, "firstStep", "lastStep", last, min, "minStep", max, "maxStep", ordered)
         SELECT p."teamId", r.id, p.key, 0, p.count, p."firstStep", p."lastStep", p.last, p.min, p."minStep", p.max, p."maxStep", p.ordered
         FROM "Run" r, pattern p WHERE r."projectId" = $2 AND r.id <> $1 AND r.number % ${patterns} = $3 AND r.name NOT LIKE 'pattern %' RETURNING id, key)
       INSERT INTO "MetricChunk" (series, seq, "firstStep", "lastStep", n, stride, steps, times, "firstTime", values, level1)
       SELECT copied.id, c.seq, c."firstStep", c."lastStep", c.n, c.stride, c.steps, c.times, c."firstTime", c.values, c.level1
       FROM copied JOIN pattern p ON p.key = copied.key JOIN "MetricChunk" c ON c.series = p.id`,
      [uuidOf(startRun.id), uuidOf(project), pattern],
    );
    await query('mutation ($ids: [ID!]!) { deleteRuns(ids: $ids) }', {
      ids: [
        (
          await query<{ finishRun: { id: string } }>('mutation ($run: ID!) { finishRun(input: { run: $run }) { id } }', {
            run: startRun.id,
          })
        ).finishRun.id,
      ],
    });
  }
}
