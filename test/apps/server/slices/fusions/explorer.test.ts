/** What the explorer computes in the browser, held against what the server finds: numbers, labels, folds. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../../../../apps/web/src/features/fusion/answers.ts';
import { createChoices } from '../../../../../apps/web/src/features/fusion/choices.ts';
import { alignedPart, type MemberRun } from '../../../../../apps/web/src/features/fusion/members.ts';
import { previewOf } from '../../../../../apps/web/src/features/fusion/preview-of.ts';
import type { Parts } from '../../../../../apps/web/src/features/fusion/questions.ts';
import { differingMetrics } from '../../../../../apps/web/src/features/fusion/same-numbers.ts';
import { createRandom } from '../../../../../packages/ml/src/random.ts';
import { pack, pack32, packInts } from '../../../../support/launches.ts';
import { addTable, splitTable, tableOf } from '../../../../support/tables.ts';
import { openWorld, type Project, type Split, type World } from '../../../../support/world.ts';

const RECORD = 'mutation ($input: RecordPredictionsInput!) { recordPredictions(input: $input) { samples } }';
const MEMBER = `query ($id: ID!) { run(id: $id) { id number name kind fold split { id } test: predictions(part: TEST) { ...Scores } validation: predictions(part: VALIDATION) { ...Scores } } }
  fragment Scores on Predictions { task classes outputs sampleIds rows groups folds scores truth labels values }`;
const CHECK =
  'query ($members: [FusionMemberInput!]!, $weightSource: WeightSource! = HAND, $metric: String) { previewFusion(members: $members, method: WEIGHTED, weightSource: $weightSource, metric: $metric) { metrics { name value } scatter { name } } }';
const FUSE = `mutation ($input: FuseRunsInput!) { fuseRuns(input: $input) { fusion { weightSource members { weight } gain { name value low high } words }
  evaluation { metrics { name value } } } }`;
const SAMPLES = 60;

let world: World;
let project: Project;
let folds: Split;
let grouped: Split;
beforeAll(async () => {
  world = await openWorld();
  const chain = world.team().project();
  project = await chain;
  grouped = await chain.dataset({ samples: 200 }).split();
  const dataset = await addTable(project, tableOf('class', { rows: SAMPLES }));
  folds = await splitTable(dataset, { strategy: 'K_FOLD', folds: 3, fractions: [1, 0, 0] });
});
afterAll(() => world?.close());

async function start(split?: Split): Promise<string> {
  const { startRun } = await project.owner.query('mutation ($input: StartRunInput!) { startRun(input: $input) { id } }', {
    input: { project: project.id, ...(split && { split: split.id }) },
  });
  return startRun.id;
}

async function partsOf(runs: readonly string[]): Promise<Parts> {
  const found = await Promise.all(runs.map((id) => project.owner.query(MEMBER, { id })));
  const read = found.map(({ run }) => run as MemberRun);
  return { test: alignedPart(read, 'test')!, validation: alignedPart(read, 'validation') };
}

async function checked(runs: readonly string[], weights: readonly number[]) {
  const members = runs.map((run, index) => ({ run, weight: weights[index] }));
  return (await project.owner.query(CHECK, { members })).previewFusion;
}

describe('the explorer finds what the server finds', () => {
  it('of members that say numbers', async () => {
    const random = createRandom(1);
    const truth = Array.from({ length: SAMPLES }, () => 1800 + 40 * random.normal());
    const runs = await Promise.all([8, 12, 20].map(() => start()));
    for (const [index, run] of runs.entries())
      for (const part of ['TEST', 'VALIDATION']) {
        const scores = pack32(truth.map((value) => value + [8, 12, 20][index]! * random.normal()));
        await project.owner.query(RECORD, { input: { run, part, outputs: ['year'], scores, values: pack(truth) } });
      }
    const parts = await partsOf(runs);
    const weights = [0.5, 0.3, 0.2];
    const { metrics, scatter } = await checked(runs, weights);
    expect(scatter).toEqual([{ name: 'year' }]);
    expect(differingMetrics(createEngine(parts).view({ method: 'weighted', weights }).metrics, metrics)).toEqual([]);
    const { fuseRuns } = await project.owner.query(FUSE, {
      input: { project: project.id, members: runs.map((run) => ({ run })), weightSource: 'VALIDATION', metric: 'rmse' },
    });
    const chosen = createChoices(parts).choose('rmse', 'weighted')!;
    expect(fuseRuns.fusion.members.map(({ weight }: { weight: number }) => weight)).toEqual(
      chosen.weights.map((weight) => expect.closeTo(weight, 12)),
    );
    const { difference, low, high } = createChoices(parts).gain({
      method: 'weighted',
      metric: 'rmse',
      weights: chosen.weights,
      byFolds: false,
    });
    expect(fuseRuns.fusion.gain).toEqual({ name: 'rmse', value: difference, low, high });
  });

  it('of members that give labels', async () => {
    const random = createRandom(2);
    const classes = ['sea', 'night', 'war'];
    const labels = Uint8Array.from({ length: SAMPLES * classes.length }, () => (random.uniform() < 0.4 ? 1 : 0));
    const runs = [await start(), await start()];
    for (const run of runs) {
      const scores = pack32(Array.from(labels, (has) => 1 / (1 + Math.exp(-random.normal() - 2 * (has - 0.5)))));
      const input = { run, part: 'TEST', classes, scores, labels: Buffer.from(labels).toString('base64') };
      await project.owner.query(RECORD, { input });
    }
    const weights = [0.35, 0.65];
    const { metrics } = await checked(runs, weights);
    const shown = createEngine(await partsOf(runs)).view({ method: 'weighted', weights }).metrics;
    expect(metrics.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['accuracy', 'macro_f1', 'auc', 'hamming_loss']),
    );
    expect(differingMetrics(shown, metrics)).toEqual([]);
  });

  it('of members over folds, whose weights no fold has seen', async () => {
    const random = createRandom(3);
    const runs = [await start(folds), await start(folds)];
    for (const run of runs) for (const fold of [0, 1, 2]) await recordFold(run, fold, random);
    const parts = await partsOf(runs);
    expect(parts.test.folds).toHaveLength(SAMPLES);
    const choices = createChoices(parts);
    const { weights } = choices.choose('auc', 'weighted')!;
    const { fuseRuns } = await project.owner.query(FUSE, {
      input: { project: project.id, members: runs.map((run) => ({ run })), weightSource: 'FOLDS', metric: 'auc' },
    });
    expect(fuseRuns.fusion.members.map(({ weight }: { weight: number }) => weight)).toEqual([...weights]);
    const { metrics } = createEngine(parts).of(choices.byFolds('auc', 'weighted').scores);
    expect(differingMetrics(metrics, fuseRuns.evaluation.metrics)).toEqual([]);
    const shown = previewOf(
      runs.map((id) => ({ id })),
      { method: 'weighted', metric: 'auc', weights, byFolds: true },
    );
    const { previewFusion } = await project.owner.query(CHECK, shown);
    expect(previewFusion.metrics).toEqual(fuseRuns.evaluation.metrics);
    const { difference } = choices.gain({ method: 'weighted', metric: 'auc', weights, byFolds: true });
    expect(fuseRuns.fusion.gain.value).toBeCloseTo(difference, 12);
  });
});

describe('works that belong together', () => {
  it.each(['the version’s', 'its own'] as const)(
    'widen the interval of the gain in the browser as on the server, by %s ids',
    async (whose) => {
      const random = createRandom(4);
      const { split } = await project.owner.query('query ($id: ID!) { split(id: $id) { assignment } }', { id: grouped.id });
      const rows = [...Buffer.from(split.assignment, 'base64').entries()].flatMap(([row, part]) => (part === 2 ? [row] : []));
      const { datasetVersion } = await project.owner.query(
        'query ($id: ID!, $rows: [Int!]!) { datasetVersion(id: $id) { works(rows: $rows, first: 100) { nodes { row sampleId } } } }',
        { id: grouped.dataset.versionId, rows },
      );
      const idOf = new Map(datasetVersion.works.nodes.map(({ row, sampleId }: { row: number; sampleId: string }) => [row, sampleId]));
      const runs = [await start(grouped), await start(grouped)];
      for (const run of runs) {
        const scores = pack32(rows.map((row) => 1 / (1 + Math.exp(-random.normal() - 2 * ((row % 2) - 0.5)))));
        const said = { classes: ['even', 'odd'], scores, truth: packInts(rows.map((row) => row % 2)) };
        const which = {
          run,
          part: 'TEST',
          rows: packInts(rows),
          sampleIds: rows.map((row) => (whose === 'its own' ? `own ${row}` : idOf.get(row))),
        };
        await project.owner.query(RECORD, { input: { ...which, ...said } });
      }
      const parts = await partsOf(runs);
      const { groups } = parts.test.members[0]!;
      expect(groups).toHaveLength(rows.length);
      expect(new Set(groups).size).toBeLessThan(rows.length);
      const weights = [0.5, 0.5];
      const { low, high } = createChoices(parts).gain({ method: 'weighted', metric: 'accuracy', weights, byFolds: false });
      const members = runs.map((run, index) => ({ run, weight: weights[index] }));
      const { fuseRuns } = await project.owner.query(FUSE, { input: { project: project.id, members } });
      expect(fuseRuns.fusion.gain).toMatchObject({ name: 'accuracy', low, high });
    },
  );
});

async function recordFold(run: string, fold: number, random: ReturnType<typeof createRandom>): Promise<void> {
  const { split } = await project.owner.query('query ($id: ID!, $fold: Int) { split(id: $id) { assignment(fold: $fold) } }', {
    id: folds.id,
    fold,
  });
  const assignment = Buffer.from(split.assignment, 'base64');
  const rows = [...assignment.keys()].filter((row) => assignment[row] === 2);
  const input = {
    run,
    part: 'TEST',
    fold,
    classes: ['even', 'odd'],
    rows: packInts(rows),
    scores: pack32(rows.map((row) => 1 / (1 + Math.exp(-random.normal() - 2 * ((row % 2) - 0.5))))),
    truth: packInts(rows.map((row) => row % 2)),
  };
  await project.owner.query(RECORD, { input });
}
