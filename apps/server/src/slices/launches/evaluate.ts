// Train here, test there: a trained model is put into the queue once more, to say what it makes of other works.
import type { LabelManifest, Manifest } from '@atelier/ml/dataset';
import { viewThatFits } from '@atelier/ml/recipe';
import { assignmentOf, IN_NO_FOLD, PART_CODES, UNUSED } from '@atelier/ml/split';
import type { TeamContext } from '../../context.ts';
import type { Prisma } from '../../db/generated/client.ts';
import { AppError, invalidInput } from '../../errors.ts';
import { onceOnly } from '../../idempotency.ts';
import { getDataset, getVersion, withVersion } from '../datasets/service.ts';
import { getRun, givenName, givenNote, givenTags } from '../runs/service.ts';
import { assignmentIn, drawnSplit, getSplit } from '../splits/service.ts';
import { enqueue } from './enqueue.ts';
import { asInput, givenQueueing } from './input.ts';
import { viewOf } from './plan.ts';
import type { LaunchConfig } from './prepare.ts';
import { countModels } from './store.ts';

export interface EvaluateInput {
  readonly runId: string;
  readonly versionId: string;
  readonly splitId?: string | undefined;
  readonly view?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly tags?: readonly string[] | null | undefined;
  readonly note?: string | null | undefined;
  readonly backend: string;
  readonly priority: number;
  readonly idempotencyKey?: string | null | undefined;
}

/** What an agent is to test, kept with the run; the models are those of its parent. */
export interface EvaluationConfig {
  readonly isEvaluation: true;
  readonly view: string;
  readonly backend: string;
}

const TRAINED = ['CNN', 'RNN', 'MLP'];

/**
 * Puts the test of a finished training on another dataset version into the queue, as a run whose parent is the training. Works that it was trained on are
 * left out. Returns the run's id. Throws `INVALID_INPUT` for works of another kind, naming what the model expects and what was found.
 */
export async function evaluateRun(context: TeamContext, { idempotencyKey, ...input }: EvaluateInput): Promise<string> {
  return onceOnly(context, { action: 'evaluateRun', key: idempotencyKey, input }, async (keep) => {
    givenQueueing(input);
    const source = await getRun(context, input.runId);
    await requireModel(context, source);
    const version = await getVersion(context, input.versionId);
    if (version.dataset.projectId !== source.projectId)
      throw invalidInput('The dataset version belongs to another project', 'input.version');
    const dataset = await getDataset(context, version.datasetId);
    const view = await fittingView(context, source, version.manifest as unknown as Manifest, input.view ?? undefined);
    const works = await worksToTest(context, source, { versionId: version.id, datasetId: version.datasetId, splitId: input.splitId });
    const config: EvaluationConfig = { isEvaluation: true, view, backend: input.backend };
    const params = {
      evaluate: {
        run: source.number,
        dataset: dataset.name,
        version: version.number,
        view,
        works: works.count,
        leftOut: works.leftOut,
      },
    };
    const run = {
      projectId: source.projectId,
      kind: 'EVALUATION',
      status: 'QUEUED',
      name: givenName(input.name, 'input.name') ?? `#${source.number} on ${dataset.name} v${version.number}`,
      tags: givenTags(input.tags, 'input.tags') ?? [],
      note: givenNote(input.note, 'input.note'),
      params: params as Prisma.InputJsonObject,
      config: config as unknown as Prisma.InputJsonObject,
      parameters: source.parameters,
      versionId: version.id,
      splitId: input.splitId ?? null,
      parentId: source.id,
    } as const;
    return enqueue(context, run, input.priority, keep);
  });
}

type Run = Awaited<ReturnType<typeof getRun>>;

async function requireModel({ db }: TeamContext, { id, number, kind, status }: Run): Promise<void> {
  if (!TRAINED.includes(kind))
    throw new AppError('CONFLICT', `Run #${number} is ${kind}: only a training that was launched here has a model to test elsewhere.`, {
      fields: ['input.run'],
    });
  if (status !== 'FINISHED')
    throw new AppError('CONFLICT', `Run #${number} is ${status}: only a finished training can be tested elsewhere.`, {
      fields: ['input.run'],
      hint: 'Let it finish.',
    });
  if ((await countModels(db, id)) === 0) throw new AppError('CONFLICT', `Run #${number} has kept no model.`, { fields: ['input.run'] });
}

async function fittingView(context: TeamContext, { versionId, config }: Run, found: Manifest, named: string | undefined): Promise<string> {
  const { view, recipeSteps } = config as unknown as LaunchConfig;
  const trainedOn = (await getVersion(context, versionId!)).manifest as unknown as Manifest;
  const origin = { view: viewOf(trainedOn, view), label: trainedOn.label as LabelManifest };
  return asInput(() => viewThatFits(origin, { steps: recipeSteps }, found, named), 'input.version').name;
}

export interface WorksToTest {
  /** One byte a sample: 2 test, 255 unused. */
  readonly assignment: Uint8Array;
  readonly count: number;
  /** Works that the model was trained on. */
  readonly leftOut: number;
}

/** Which works of a version, or of the test part of one of its splits, a run is tested on: those that have a label and that it was not trained on. */
export async function worksToTest(
  context: TeamContext,
  source: Pick<Run, 'versionId' | 'splitId' | 'fold' | 'number'>,
  target: { readonly versionId: string; readonly datasetId: string; readonly splitId: string | null | undefined },
): Promise<WorksToTest> {
  const split = target.splitId == null ? null : await getSplit(context, target.splitId);
  if (split !== null && split.versionId !== target.versionId)
    throw invalidInput(`The split ${split.name} is of another dataset version`, 'input.split');
  const isTested = split === null ? () => true : testRowsOf(assignmentIn(split, null), split.name);
  // The same id in another version of a dataset is the same work; in another dataset it says nothing.
  const known =
    (await getVersion(context, source.versionId!)).datasetId === target.datasetId ? await trainedIds(context, source) : new Set<string>();
  const works = await withVersion(context, target.versionId, ({ samples, ids, target: labels }) => {
    const assignment = new Uint8Array(samples).fill(UNUSED);
    const hasLabel = (row: number): boolean =>
      labels?.kind === 'regression'
        ? !labels.values.subarray(row * labels.outputs, (row + 1) * labels.outputs).some(Number.isNaN)
        : labels?.kind === 'multilabel' || (labels?.labels[row] ?? -1) >= 0;
    let leftOut = 0;
    for (let row = 0; row < samples; row++) {
      if (!isTested(row) || !hasLabel(row)) continue;
      if (known.has(ids[row]!)) leftOut += 1;
      else assignment[row] = PART_CODES.test;
    }
    return { assignment, leftOut, count: assignment.reduce((sum, part) => sum + (part === PART_CODES.test ? 1 : 0), 0) };
  });
  if (works.count === 0)
    throw invalidInput(
      `No work is left to test run #${source.number} on: ${works.leftOut > 0 ? `it was trained on all ${works.leftOut} of them` : 'none has a label'}`,
      'input.version',
    );
  return works;
}

/** The works of a run that tests a model, worked out again from what they were chosen by. */
export async function worksOf(context: TeamContext, runId: string): Promise<WorksToTest> {
  const run = await getRun(context, runId);
  const source = await getRun(context, run.parentId!);
  const { datasetId } = await getVersion(context, run.versionId!);
  return worksToTest(context, source, { versionId: run.versionId!, datasetId, splitId: run.splitId });
}

function testRowsOf(assignment: Uint8Array, name: string): (row: number) => boolean {
  if (!assignment.includes(PART_CODES.test)) throw invalidInput(`The split ${name} has no test part`, 'input.split');
  return (row) => assignment[row] === PART_CODES.test;
}

/** Ids of all works that the model, or the model of some fold, was trained or chosen on. */
async function trainedIds(
  context: TeamContext,
  { versionId, splitId, fold }: Pick<Run, 'versionId' | 'splitId' | 'fold'>,
): Promise<Set<string>> {
  const drawn = drawnSplit(await getSplit(context, splitId!));
  const { folds } = drawn;
  const assignment = assignmentOf(drawn, fold ?? 0);
  const isKnown = (row: number): boolean =>
    folds !== undefined && fold === null
      ? folds.testedIn[row] !== IN_NO_FOLD
      : assignment[row] === PART_CODES.train || assignment[row] === PART_CODES.validation;
  return withVersion(context, versionId!, ({ ids }) => new Set(ids.filter((_, row) => isKnown(row))));
}
