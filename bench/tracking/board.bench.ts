/** What it takes to find runs among 100,000: T3, T4, T5. */
import type { BenchRow } from '../harness.ts';
import { insertManyRuns } from './many-runs.ts';
import { platform, quantile, timings, withSql } from './platform.ts';

export const RUNS = 100_000;
const uuidOf = (id: string) => Buffer.from(id, 'base64').toString('utf8').split(':')[1]!;

let filled: Promise<{ team: string; slug: string }> | undefined;

/** A project of 100,000 finished runs with 20 params, 10 metrics and 5 tags each, straight into the database. */
export function board() {
  filled ??= fill();
  return filled;
}

async function fill() {
  const { query, team } = await platform();
  const { createProject } = await query<{ createProject: { id: string; slug: string } }>(
    'mutation ($team: ID!) { createProject(team: $team, name: "Board") { id slug } }',
    { team: team.id },
  );
  await withSql((sql) => insertManyRuns(sql, { teamId: uuidOf(team.id), projectId: uuidOf(createProject.id), runs: RUNS }));
  return { team: team.slug, slug: createProject.slug };
}

interface Page {
  readonly edges: { readonly cursor: string; readonly node: { readonly number: number } }[];
  readonly pageInfo: { readonly endCursor: string };
}

/** Ten params and ten metrics, instead of all params. */
const CELLS = Array.from({ length: 10 }, (_, index) => [`params.param_${index + 1}`, `metrics.metric_${index + 1}`]).flat();

export async function page({ columns, ...variables }: { columns?: string[]; [name: string]: unknown }): Promise<Page> {
  const { query } = await platform();
  const answer = await query<{ project: { runs: Page } }>(
    `query ($team: String!, $slug: String!, $filter: RunFilter, $orderBy: RunOrder, $after: String${columns ? ', $columns: [String!]!' : ''}) { project(team: $team, slug: $slug) {
       runs(first: 100, filter: $filter, orderBy: $orderBy, after: $after) {
         edges { cursor node { number name status tags createdAt ${columns ? 'cells(columns: $columns)' : 'params'} } } pageInfo { endCursor } } } }`,
    { ...(await board()), ...variables, ...(columns && { columns }) },
  );
  return answer.project.runs;
}

/** The cursor of the 90,000th run in the usual order. */
export async function deepCursor(): Promise<string> {
  return (await page({ filter: { query: `number = ${RUNS - 90_000 + 1}` } })).edges[0]!.cursor;
}

export const rows: BenchRow[] = [
  {
    id: 'T3',
    title: 'page of 100 runs at place 90,000 of 100,000 ÷ first page',
    floor: 1.5,
    target: 1.1,
    better: 'lower',
    async run() {
      await board();
      const after = await deepCursor();
      const times = { deep: [] as number[], first: [] as number[] };
      for (let turn = 0; turn < 40; turn++) {
        times.deep.push(...(await timings(1, () => page({ after }), turn === 0 ? 3 : 0)));
        times.first.push(...(await timings(1, () => page({}), turn === 0 ? 3 : 0)));
      }
      const [deep, first] = [quantile(times.deep, 0.5), quantile(times.first, 0.5)];
      return { ratio: deep / first, detail: `${deep.toFixed(1)} ÷ ${first.toFixed(1)} ms, 20 params a row` };
    },
  },
  {
    id: 'T4',
    title: 'slowest of ten kinds of board pages at 100,000 runs, p95 in ms',
    floor: 50,
    target: 25,
    better: 'lower',
    async run() {
      const after = await deepCursor();
      const kinds: Record<string, Parameters<typeof page>[0]> = {
        first: {},
        deep: { after },
        'by metric': { orderBy: { by: 'METRIC', key: 'metric_3' } },
        'by smallest': { orderBy: { by: 'METRIC', key: 'metric_4', field: 'MIN', direction: 'ASC' } },
        filtered: {
          filter: { query: 'metrics.metric_1 > 0.9 and params.param_3 = "value 6"' },
          orderBy: { by: 'METRIC', key: 'metric_1' },
        },
        tagged: { filter: { query: 'tag = "batch 77" and params.param_1 < 5' } },
        'by name': { orderBy: { by: 'NAME', direction: 'ASC' } },
        'by creation': { orderBy: { by: 'CREATED', direction: 'ASC' } },
        'by author': { filter: { query: 'author = "person 7" and created > 2020-01-01' } },
        cells: { columns: CELLS },
      };
      // A server that has just started compiles what it runs for a while.
      await timings(1, () => page({}), 40);
      const found: [string, number][] = [];
      for (const [kind, variables] of Object.entries(kinds)) found.push([kind, quantile(await timings(40, () => page(variables)), 0.95)]);
      return { ratio: Math.max(...found.map(([, ms]) => ms)), detail: found.map(([kind, ms]) => `${kind} ${ms.toFixed(1)}`).join(', ') };
    },
  },
  {
    id: 'T5',
    title: 'a page of groups over 100,000 runs with the mean of one metric and its interval, p95 in ms',
    floor: 1_000,
    target: 250,
    better: 'lower',
    async run() {
      const { query } = await platform();
      const address = await board();
      const groups = (by: object) =>
        query(
          `query ($team: String!, $slug: String!, $by: [GroupByInput!]!) { project(team: $team, slug: $slug) {
             runGroups(first: 50, by: $by, measures: ["metrics.metric_1"]) { totalCount nodes { key count measures { mean low high } } } } }`,
          { ...address, by: [by] },
        );
      const kinds = { 'by a param': { column: 'params.param_3' }, 'all but one param': { column: 'params', except: ['param_1'] } };
      const found: [string, number][] = [];
      for (const [kind, by] of Object.entries(kinds)) found.push([kind, quantile(await timings(12, () => groups(by), 2), 0.95)]);
      return { ratio: Math.max(...found.map(([, ms]) => ms)), detail: found.map(([kind, ms]) => `${kind} ${ms.toFixed(0)}`).join(', ') };
    },
  },
];
