import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unpackF32s, unpackF64s, unpackI32s, unpackU8s } from '../../../packages/client/src/index.ts';
import { isOver, runWhen, startTestAgent, type TestAgent } from '../../support/agent.ts';
import { addTable, addTableVersion, launchOnTable, splitTable, tableOf } from '../../support/tables.ts';
import { openWorld, type Project, type World } from '../../support/world.ts';

let world: World;
let project: Project;
let agent: TestAgent;
beforeAll(async () => {
  world = await openWorld();
  project = await world.team().project();
  agent = await startTestAgent(world);
});
afterAll(async () => {
  await agent?.stop();
  await world?.close();
});

const METRICS = 'samples metrics { name value low high method }';
const valueNamed = (metrics: readonly { name: string; value: number }[], name: string) =>
  metrics.find((metric) => metric.name === name)!.value;

describe('numbers', () => {
  test('go from a table through a split and an agent to errors in their unit, and are fused by RMSE', async () => {
    const dataset = await addTable(project, tableOf('value'), 'REGRESSION');
    const split = await splitTable(dataset, { strategy: 'STRATIFIED', fractions: [0.6, 0.2, 0.2] });
    const ids = [await launchOnTable(split), await launchOnTable(split, { seed: 2, model: { mlp: { dense: [4] } } })];
    const fields = `evaluation { ${METRICS} perOutput { name rmse mae r2 correlation } scatter { name x y } residuals { x y } }
      predictions { task classes outputs scores values truth labels } metrics { key last }`;
    const [run] = await Promise.all(ids.map((id) => runWhen(project.owner, id, fields, isOver)));
    expect(run).toMatchObject({ status: 'FINISHED', reason: null });
    const { evaluation, predictions } = run!;
    // The values spread by about 47 around 1800: a network that had not learned their scale would be off by 1800.
    expect(valueNamed(evaluation.metrics, 'rmse')).toBeLessThan(40);
    expect(valueNamed(evaluation.metrics, 'r2')).toBeGreaterThan(0.3);
    expect(evaluation.metrics.find(({ name }: { name: string }) => name === 'rmse')).toMatchObject({ method: 'bootstrap by group' });
    expect(evaluation.perOutput).toHaveLength(1);
    expect(evaluation.perOutput[0]).toMatchObject({ name: 'value', rmse: valueNamed(evaluation.metrics, 'rmse') });
    expect(predictions).toMatchObject({ task: 'REGRESSION', classes: [], outputs: ['value'], truth: '', labels: '' });
    expect([...unpackF64s(evaluation.scatter[0].x)]).toEqual([...unpackF64s(predictions.values)]);
    expect([...unpackF32s(predictions.scores)].every((score) => score > 1500 && score < 2100)).toBe(true);
    expect([...unpackF64s(evaluation.residuals[0].y)].reduce((sum, count) => sum + count, 0)).toBe(evaluation.samples);

    const { suggestFusion } = await project.owner.query(
      'query ($runs: [ID!]!) { suggestFusion(runs: $runs) { metric weights value curve { weight validation test } } }',
      { runs: ids },
    );
    expect(suggestFusion.metric).toBe('rmse');
    expect(suggestFusion.value).toBe(Math.min(...suggestFusion.curve.map(({ validation }: { validation: number }) => validation)));
    const { fuseRuns } = await project.owner.query(
      'mutation ($input: FuseRunsInput!) { fuseRuns(input: $input) { evaluation { metrics { name value } } fusion { metric words gain { name value } } } }',
      { input: { project: project.id, members: ids.map((id) => ({ run: id })), weightSource: 'VALIDATION' } },
    );
    expect(fuseRuns.fusion).toMatchObject({ metric: 'rmse', gain: { name: 'rmse' } });
    expect(fuseRuns.fusion.words).toMatch(/RMSE/);
    const { compareRuns } = await project.owner.query(
      'query ($ids: [ID!]!) { compareRuns(ids: $ids) { sameSamples words disagreements(first: 1) { truth predicted } } }',
      { ids },
    );
    expect(compareRuns.sameSamples).toBe(true);
    expect(Number(compareRuns.disagreements[0].truth)).toBeGreaterThan(1500);
  }, 120_000);
});

describe('labels', () => {
  test('go the same way to a score for each label', async () => {
    const dataset = await addTable(project, tableOf('labels'), 'MULTILABEL');
    const split = await splitTable(dataset, { strategy: 'RANDOM', fractions: [0.6, 0.2, 0.2] });
    const ids = [await launchOnTable(split), await launchOnTable(split, { seed: 2 })];
    const fields = `evaluation { ${METRICS} classes perClass { name support f1 auc } confusion roc { name } } predictions { task classes scores labels truth }`;
    const [run] = await Promise.all(ids.map((id) => runWhen(project.owner, id, fields, isOver)));
    expect(run).toMatchObject({ status: 'FINISHED', reason: null });
    const { evaluation, predictions } = run!;
    expect(evaluation.classes).toEqual(['high', 'large', 'wide']);
    expect(evaluation.perClass.map(({ name }: { name: string }) => name)).toEqual(['high', 'large', 'wide']);
    expect(evaluation.confusion).toEqual([]);
    expect(valueNamed(evaluation.metrics, 'macro_f1')).toBeGreaterThan(0.7);
    expect(valueNamed(evaluation.metrics, 'hamming_loss')).toBeLessThan(0.3);
    expect(predictions).toMatchObject({ task: 'MULTILABEL', truth: '' });
    expect(unpackU8s(predictions.labels)).toHaveLength(3 * evaluation.samples);
    const { fuseRuns } = await project.owner.query(
      'mutation ($input: FuseRunsInput!) { fuseRuns(input: $input) { evaluation { samples } fusion { metric gain { name } } } }',
      { input: { project: project.id, members: ids.map((id) => ({ run: id })), weightSource: 'VALIDATION', metric: 'macro_f1' } },
    );
    expect(fuseRuns).toMatchObject({
      evaluation: { samples: evaluation.samples },
      fusion: { metric: 'macro_f1', gain: { name: 'macro_f1' } },
    });
  }, 120_000);
});

describe('a run over all folds', () => {
  const fields = `progress { fraction message } metricKeys artifacts { path kind } log { text }
    crossValidation { folds done scores { fold samples metrics { name value } } mean { name value low high method } }
    evaluation { ${METRICS} } predictions { sampleIds rows truth } validation: evaluation(part: VALIDATION) { samples }`;

  test('trains one after the other, shows each as it comes in, and has a score when all are in', async () => {
    const dataset = await addTable(project, tableOf('class'));
    const split = await splitTable(dataset, { strategy: 'STRATIFIED_K_FOLD', folds: 3 });
    const { planModel } = await project.owner.query(
      'query ($split: ID!) { planModel(split: $split, view: "table", model: { mlp: {} }, training: {}) { trainings } }',
      { split: split.id },
    );
    expect(planModel.trainings).toBe(3);
    const id = await launchOnTable(split);
    const seen: { done: number; hasScore: boolean }[] = [];
    const run = await runWhen(project.owner, id, fields, (each) => {
      seen.push({ done: each.crossValidation.done, hasScore: each.evaluation !== null || each.crossValidation.mean !== null });
      return isOver(each);
    });
    expect(run).toMatchObject({ status: 'FINISHED', reason: null, validation: null });
    for (const { done, hasScore } of seen) if (done < 3) expect(hasScore).toBe(false);
    const { crossValidation, evaluation, predictions } = run;
    expect(crossValidation).toMatchObject({ folds: 3, done: 3 });
    expect(crossValidation.scores.map(({ samples }: { samples: number }) => samples)).toEqual([20, 20, 20]);
    const accuracies = crossValidation.scores.map(({ metrics }: any) => valueNamed(metrics, 'accuracy'));
    const mean = crossValidation.mean.find(({ name }: { name: string }) => name === 'accuracy');
    expect(mean).toMatchObject({
      method: 'corrected resampled t',
      value: expect.closeTo(accuracies.reduce((sum: number, each: number) => sum + each, 0) / 3, 9),
    });
    expect(mean.low).toBeLessThanOrEqual(mean.value);
    expect(evaluation.samples).toBe(60);
    expect(valueNamed(evaluation.metrics, 'accuracy')).toBeCloseTo(mean.value, 9);
    expect(predictions.sampleIds).toEqual(Array.from({ length: 60 }, (_, row) => `w${row}`));
    expect([...unpackI32s(predictions.rows)]).toEqual(Array.from({ length: 60 }, (_, row) => row));
    expect(run.metricKeys).toEqual(expect.arrayContaining(['fold_1/loss', 'fold_3/val_loss', 'folds/accuracy']));
    expect(run.artifacts.filter(({ kind }: { kind: string }) => kind === 'model')).toHaveLength(3);
    expect(run.log.text).toMatch(/Fold 2 of 3, 20 works: accuracy/);
  }, 120_000);

  test('goes on within the fold in which it was stopped, and does not do finished folds again', async () => {
    const dataset = await addTable(project, tableOf('class'));
    const split = await splitTable(dataset, { strategy: 'K_FOLD', folds: 3 });
    const id = await launchOnTable(split, { training: { epochs: 300, batchSize: 4 } });
    await runWhen(
      project.owner,
      id,
      fields,
      ({ crossValidation, progress }) => crossValidation.done >= 1 && /fold 2/.test(progress?.message ?? ''),
    );
    await project.owner.query('mutation ($id: ID!) { cancelRun(id: $id) { id } }', { id });
    const stopped = await runWhen(project.owner, id, fields, isOver);
    expect(stopped).toMatchObject({ status: 'CANCELED', evaluation: null });
    expect(stopped.crossValidation).toMatchObject({ mean: null });
    expect(stopped.artifacts).toContainEqual({ path: 'checkpoints/folds.ckpt', kind: 'checkpoint' });
    await project.owner.query('mutation ($id: ID!) { retryRun(id: $id) { id } }', { id });
    const run = await runWhen(project.owner, id, fields, (each) => each.status === 'FINISHED' || each.status === 'FAILED');
    expect(run).toMatchObject({ status: 'FINISHED', reason: null, crossValidation: { done: 3 } });
    expect(run.evaluation.samples).toBe(60);
    expect(run.log.text).toMatch(/1 of 3 folds are in from an earlier attempt[\s\S]*Going on within fold 2 after epoch \d+/);
    expect(run.log.text.match(/Fold 1 of 3, 20 works/g)).toHaveLength(1);
  }, 120_000);

  test('lets the inner folds of a nested split choose', async () => {
    const dataset = await addTable(project, tableOf('class'));
    const split = await splitTable(dataset, { strategy: 'NESTED', folds: 2, innerFolds: 2 });
    const candidate = { model: { mlp: { dense: [8] } }, training: { epochs: 40, learningRate: 0.05, batchSize: 16 } };
    const id = await launchOnTable(split, { training: { epochs: 1, learningRate: 1e-8 }, alternatives: [candidate] });
    const run = await runWhen(project.owner, id, fields, isOver);
    expect(run).toMatchObject({ status: 'FINISHED', reason: null, crossValidation: { folds: 2, done: 2 } });
    expect(run.log.text).toMatch(/Training 10 of 10: fold 2 of 2\./);
    expect(run.log.text.match(/choose candidate 2 of 2/g)).toHaveLength(2);
    expect(valueNamed(run.evaluation.metrics, 'accuracy')).toBeGreaterThan(0.6);
    const { message } = await project.owner.refused('mutation ($input: LaunchRunInput!) { launchRun(input: $input) { id } }', {
      input: {
        project: project.id,
        split: (await splitTable(dataset, { strategy: 'K_FOLD' })).id,
        view: 'table',
        ...candidate,
        alternatives: [candidate],
      },
    });
    expect(message).toMatch(/inner folds of a nested split; the split .* is k-fold/);
  }, 120_000);
});

describe('a trained model', () => {
  const EVALUATE = 'mutation ($input: EvaluateRunInput!) { evaluateRun(input: $input) { id kind name params parent { id } } }';
  const fields = `kind evaluation { ${METRICS} } predictions { classes sampleIds } params parent { id } backend log { text } crossValidation { folds }`;

  test('is tested on another dataset, and on the works of another version that it has not seen', async () => {
    const dataset = await addTable(project, tableOf('class'));
    const split = await splitTable(dataset, { strategy: 'STRATIFIED', fractions: [0.6, 0.2, 0.2] });
    const trained = await launchOnTable(split);
    expect(await runWhen(project.owner, trained, '', isOver)).toMatchObject({ status: 'FINISHED' });

    const elsewhere = await addTable(project, tableOf('class', { rows: 24, seed: 9, prefix: 'x' }));
    const { evaluateRun } = await project.owner.query(EVALUATE, { input: { run: trained, version: elsewhere.versionId } });
    expect(evaluateRun).toMatchObject({
      kind: 'EVALUATION',
      parent: { id: trained },
      params: { evaluate: { works: 24, leftOut: 0, view: 'table' } },
    });
    const run = await runWhen(project.owner, evaluateRun.id, fields, isOver);
    expect(run).toMatchObject({ status: 'FINISHED', reason: null, backend: 'wasm', crossValidation: null });
    expect(run.evaluation.samples).toBe(24);
    expect(valueNamed(run.evaluation.metrics, 'accuracy')).toBeGreaterThan(0.6);
    expect(run.predictions.classes).toEqual(['middling', 'short', 'tall']);

    // The first 60 works are those of version 1: 36 trained, 12 validated, 12 tested; 20 are new.
    const more = await addTableVersion(project, dataset.id, tableOf('class', { rows: 80 }));
    const again = await project.owner.query(EVALUATE, { input: { run: trained, version: more } });
    expect(again.evaluateRun.params.evaluate).toMatchObject({ works: 32, leftOut: 48 });
    expect((await runWhen(project.owner, again.evaluateRun.id, fields, isOver)).evaluation.samples).toBe(32);
  }, 120_000);

  test('of all folds is the mean of their models', async () => {
    const split = await splitTable(await addTable(project, tableOf('class')), { strategy: 'K_FOLD', folds: 2 });
    const trained = await launchOnTable(split);
    await runWhen(project.owner, trained, '', isOver);
    const elsewhere = await addTable(project, tableOf('class', { rows: 24, seed: 9 }));
    const { evaluateRun } = await project.owner.query(EVALUATE, { input: { run: trained, version: elsewhere.versionId } });
    const run = await runWhen(project.owner, evaluateRun.id, fields, isOver);
    expect(run).toMatchObject({ status: 'FINISHED', evaluation: { samples: 24 } });
    expect(run.log.text).toMatch(/Testing the mean of 2 models on 24 of 24 works/);
    const { message } = await project.owner.refused(EVALUATE, { input: { run: trained, version: split.dataset.versionId } });
    expect(message).toMatch(/it was trained on all 60 of them/);
  }, 120_000);

  test('is not asked about works of another kind, and only when it is finished', async () => {
    const dataset = await addTable(project, tableOf('class'));
    const split = await splitTable(dataset, { strategy: 'STRATIFIED' });
    const trained = await launchOnTable(split);
    await runWhen(project.owner, trained, '', isOver);
    const refusal = async (version: string, run = trained) => (await project.owner.refused(EVALUATE, { input: { run, version } })).message;
    expect(await refusal((await addTable(project, tableOf('value'), 'REGRESSION')).versionId)).toMatch(
      /expected samples labelled with one of the classes middling, short, tall, as the model was trained on, found the number value/,
    );
    const other = await addTable(project, tableOf('class', { seed: 4 }).replace('id,a,b', 'id,a,c'));
    expect(await refusal(other.versionId)).toMatch(/expected the columns a, b in the view table, as the model was trained on, found a, c/);
    await agent.stop();
    const waiting = await launchOnTable(split);
    expect(await refusal(other.versionId, waiting)).toMatch(/is QUEUED: only a finished training can be tested elsewhere/);
    agent = await startTestAgent(world);
  }, 120_000);
});
