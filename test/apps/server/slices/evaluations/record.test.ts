import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pack, pack32, packInts } from '../../../../support/launches.ts';
import { behind } from '../../../../support/behind.ts';
import { addTable, splitTable, tableOf } from '../../../../support/tables.ts';
import { openWorld, type Project, type Split, type World } from '../../../../support/world.ts';

const RECORD = 'mutation ($input: RecordPredictionsInput!) { recordPredictions(input: $input) { samples metrics { name value low } } }';
const SHOWN = `query ($id: ID!) { run(id: $id) {
  crossValidation { folds done scores { fold samples } mean { name value low } }
  evaluation { samples metrics { name value low } } predictions { task classes outputs rows labels values truth } } }`;
const packBytes = (bytes: readonly number[]) => Buffer.from(bytes).toString('base64');

let world: World;
let project: Project;
let folds: Split;
let holdout: Split;
beforeAll(async () => {
  world = await openWorld();
  project = await world.team().project();
  const dataset = await addTable(project, tableOf('class', { rows: 30 }));
  folds = await splitTable(dataset, { strategy: 'K_FOLD', folds: 3, fractions: [1, 0, 0] });
  holdout = await splitTable(dataset, { strategy: 'STRATIFIED' });
});
afterAll(() => world?.close());

async function start(split?: Split): Promise<string> {
  const { startRun } = await project.owner.query('mutation ($input: StartRunInput!) { startRun(input: $input) { id } }', {
    input: { project: project.id, ...(split && { split: split.id }) },
  });
  return startRun.id;
}

async function rowsOfFold(fold: number): Promise<number[]> {
  const { split } = await project.owner.query('query ($id: ID!, $fold: Int) { split(id: $id) { assignment(fold: $fold) } }', {
    id: folds.id,
    fold,
  });
  const assignment = Buffer.from(split.assignment, 'base64');
  return [...assignment.keys()].filter((row) => assignment[row] === 2);
}

/** Of two classes, the odd rows are of the second; every fifth row is called wrong. */
async function recordFold(run: string, fold: number, changes: object = {}) {
  const rows = await rowsOfFold(fold);
  const input = {
    run,
    part: 'TEST',
    fold,
    classes: ['even', 'odd'],
    rows: packInts(rows),
    scores: pack32(rows.map((row) => ((row % 5 === 0) === (row % 2 === 1) ? 0.3 : 0.7))),
    truth: packInts(rows.map((row) => row % 2)),
    ...changes,
  };
  return { input, rows };
}

describe('predictions of folds', () => {
  test('count together once all are in, in whatever order, and not before', async () => {
    const run = await start(folds);
    for (const [at, fold] of [2, 0, 1].entries()) {
      const before = (await project.owner.query(SHOWN, { id: run })).run;
      expect(before).toMatchObject({ crossValidation: { folds: 3, done: at, mean: null }, evaluation: null, predictions: null });
      const { input, rows } = await recordFold(run, fold);
      const { recordPredictions } = await project.owner.query(RECORD, { input });
      expect(recordPredictions).toMatchObject({ samples: rows.length });
      expect(recordPredictions.metrics.every(({ low }: { low: number | null }) => low === null)).toBe(true);
    }
    const { crossValidation, evaluation, predictions } = (await project.owner.query(SHOWN, { id: run })).run;
    expect(crossValidation.scores).toEqual([0, 1, 2].map((fold) => ({ fold, samples: 10 })));
    expect(crossValidation.mean[0]).toMatchObject({ name: 'accuracy', value: expect.closeTo(0.8, 9), low: expect.any(Number) });
    expect(evaluation).toMatchObject({ samples: 30 });
    expect(evaluation.metrics[0]).toMatchObject({ name: 'accuracy', value: 0.8 });
    expect(predictions.rows).toBe(packInts(Array.from({ length: 30 }, (_, row) => row)));
    // The same once more is acknowledged, other ones are not.
    const { input } = await recordFold(run, 1);
    expect((await project.owner.query(RECORD, { input })).recordPredictions.samples).toBe(10);
    expect(await project.owner.refused(RECORD, { input: { ...input, scores: pack32(Array(10).fill(0.5)) } })).toMatchObject({
      message: expect.stringMatching(/has recorded other predictions of its test part in fold 1/),
    });
  });

  test('are refused for a fold or a row that is not in it, and for a run without folds', async () => {
    const run = await start(folds);
    const { input } = await recordFold(run, 0);
    const refusal = async (changes: object) => (await project.owner.refused(RECORD, { input: { ...input, ...changes } })).message;
    expect(await refusal({ fold: 3 })).toMatch(/from 0 to 2, got 3/);
    expect(await refusal({ fold: 1 })).toMatch(/Row \d+ is not in the test part of the split .*, fold 1/);
    expect(await refusal({ run: await start(holdout) })).toMatch(/need a run on a split with folds; the split .* has none/);
    expect(await refusal({ run: await start() })).toMatch(/this run has no split/);
  });
});

describe('runs over folds', () => {
  test('are fused by weights of which each fold’s are chosen on the others', async () => {
    const runs = [await start(folds), await start(folds)];
    for (const [index, run] of runs.entries())
      for (const fold of [0, 1, 2]) {
        const { input, rows } = await recordFold(run, fold);
        const unsure = pack32(rows.map((row) => (row % 3 === 0 ? 0.5 : row % 2 ? 0.6 : 0.4)));
        await project.owner.query(RECORD, { input: index === 0 ? input : { ...input, scores: unsure } });
      }
    const fuse = { project: project.id, members: runs.map((run) => ({ run })), weightSource: 'FOLDS', metric: 'log_loss' };
    const { fuseRuns } = await project.owner.query(
      'mutation ($input: FuseRunsInput!) { fuseRuns(input: $input) { fusion { weightSource members { weight } } evaluation { samples } crossValidation { folds } } }',
      { input: fuse },
    );
    expect(fuseRuns).toMatchObject({ fusion: { weightSource: 'FOLDS' }, evaluation: { samples: 30 }, crossValidation: null });
    const { suggestFusion } = await project.owner.query(
      'query ($runs: [ID!]!) { suggestFusion(runs: $runs, metric: "log_loss") { weights curve { test } } }',
      { runs },
    );
    expect(fuseRuns.fusion.members.map(({ weight }: { weight: number }) => weight)).toEqual(suggestFusion.weights);
    expect(suggestFusion.curve[0]).toEqual({ test: null });
    const refused = await project.owner.refused('mutation ($input: FuseRunsInput!) { fuseRuns(input: $input) { id } }', {
      input: { ...fuse, weightSource: 'VALIDATION' },
    });
    expect(refused).toMatchObject({ code: 'CONFLICT', message: 'Runs over folds have no validation part in common.' });
  });
});

describe('predictions', () => {
  const input = (run: string) => ({ run, part: 'TEST', classes: ['a', 'b'], scores: pack32([0.9, 0.2, 0.8]), truth: packInts([0, 1, 1]) });
  const CELLS = 'query ($id: ID!) { run(id: $id) { cells(columns: ["test.accuracy"]) } }';

  test('are on the board when they are sent again after a server that died before it came to that', async () => {
    const { sql } = (await behind(world)).database;
    const run = await start();
    const cells = async () => (await project.owner.query(CELLS, { id: run })).run.cells;
    await project.owner.query(RECORD, { input: input(run) });
    const before = await cells();
    expect(before[0].value).toBeGreaterThan(0);
    await sql.run(`DELETE FROM "BoardValue" WHERE key = 'test_accuracy'`);
    expect(await cells()).toEqual([null]);
    await project.owner.query(RECORD, { input: input(run) });
    expect(await cells()).toEqual(before);
  });

  test('that come twice at the same moment are both acknowledged', async () => {
    const run = await start();
    const answers = await Promise.all(Array.from({ length: 6 }, () => project.owner.send(RECORD, { input: input(run) })));
    expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
  });
});

describe('labels and numbers', () => {
  test('come as what is true of them, which says what is predicted', async () => {
    const run = await start();
    const input = { run, part: 'TEST', classes: ['a', 'b'], scores: pack32([0.9, 0.1, 0.8, 0.7]), labels: packBytes([1, 0, 1, 0]) };
    await project.owner.query(RECORD, { input });
    expect((await project.owner.query(SHOWN, { id: run })).run).toMatchObject({
      crossValidation: null,
      evaluation: { samples: 2, metrics: expect.arrayContaining([expect.objectContaining({ name: 'hamming_loss', value: 0.25 })]) },
      predictions: { task: 'MULTILABEL', classes: ['a', 'b'], labels: input.labels, truth: '', values: '' },
    });
    const other = await start();
    const numbers = { run: other, part: 'TEST', outputs: ['year'], scores: pack32([1900, 1850]), values: pack([1901, 1847]) };
    await project.owner.query(RECORD, { input: numbers });
    expect((await project.owner.query(SHOWN, { id: other })).run).toMatchObject({
      evaluation: { samples: 2, metrics: expect.arrayContaining([expect.objectContaining({ name: 'mae', value: 2 })]) },
      predictions: { task: 'REGRESSION', classes: [], outputs: ['year'], values: numbers.values },
    });
  });

  test.each<[string, object, RegExp]>([
    ['nothing true', {}, /one of truth .*, labels .* and values .*, got none/],
    ['two truths', { truth: packInts([0]), values: pack([1]) }, /got truth and values/],
    ['classes of numbers', { values: pack([1]), classes: ['a', 'b'] }, /Predictions with values have outputs, no classes/],
    [
      'labels that are no 0 or 1',
      { labels: packBytes([2, 0]), classes: ['a', 'b'], scores: pack32([0.5, 0.5]) },
      /expected labels of 0 or 1, found 2/,
    ],
    [
      'labels that do not fill their rows',
      { labels: packBytes([1, 0, 1]), classes: ['a', 'b'] },
      /labels has 2 entries for each sample, got 3/,
    ],
    ['a true number that is none', { values: pack([Number.NaN]), scores: pack32([1]) }, /expected finite true values, found NaN/],
  ])('with %s are refused', async (_what, input, message) => {
    const run = await start();
    expect((await project.owner.refused(RECORD, { input: { run, part: 'TEST', scores: pack32([0.5]), ...input } })).message).toMatch(
      message,
    );
  });
});
