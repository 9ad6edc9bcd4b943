/** The main job by the public API alone: data, split, two models, evaluation, fusion, comparison. */
import { basename } from 'node:path';
import { AtelierError, wait, type Atelier } from '@atelier/client';
import {
  AddDatasetVersionDocument,
  AddSampleDatasetDocument,
  CreateDatasetDocument,
  CreateProjectDocument,
  CreateSplitDocument,
  EvaluationDocument,
  FuseRunsDocument,
  LaunchRunDocument,
  ProjectDocument,
  RunLogDocument,
  RunProgressDocument,
  SuggestFusionDocument,
  type EvaluationFieldsFragment,
  type FusionMethod,
  type SplitFieldsFragment,
  type VersionFieldsFragment,
  type WeightSource,
} from '@atelier/client/operations';
import { findFiles } from './find-files.ts';
import type { DemoOptions } from './options.ts';
import { createDisplay, type WatchedRun } from './progress.ts';
import { launchInputs } from './presets.ts';
import type { Member } from './sign-in.ts';
import type { Scored } from './table.ts';

export interface Outcome {
  readonly cnn: Scored;
  readonly rnn: Scored;
  readonly mean: Scored;
  readonly fusion: Scored;
  /** Address of the comparison. */
  readonly url: string;
}

export interface JourneyOptions extends Member {
  readonly options: DemoOptions;
  /** Takes what is told to people. */
  readonly output: NodeJS.WriteStream;
}

/** Throws an Error that says which step failed and why. */
export async function carryThrough({ atelier, team, options, output }: JourneyOptions): Promise<Outcome> {
  const say = (line: string) => output.write(`${line}\n`);
  const project = await projectNamed(atelier, team, options.name);
  const { version, groupBy } = await bringData(atelier, team, project.id, options);
  say(describeVersion(version));
  const split = await splitByGroup(atelier, version, groupBy, options.seed);
  say(describeSplit(split, groupBy));

  const launched = await launchBoth(atelier, project.id, version, split, options);
  const [cnn, rnn] = await watch(atelier, launched, output);

  const fuse = (name: string, method: FusionMethod, weightSource: WeightSource, weights: readonly number[]) =>
    fused(atelier, {
      project: project.id,
      name,
      method,
      weightSource,
      metric: 'accuracy',
      members: [cnn, rnn].map((run, index) => ({ run: run.id, weight: weights[index]! })),
    });
  const { suggestFusion } = await atelier.request(SuggestFusionDocument, { runs: [cnn.id, rnn.id], metric: 'accuracy' });
  const mean = await fuse('Plain mean', 'MEAN', 'EQUAL', [0.5, 0.5]);
  const fusion = await fuse('Weighted fusion', 'WEIGHTED', 'VALIDATION', suggestFusion.weights);

  const runs = [cnn.id, rnn.id, mean, fusion];
  const [cnnScores, rnnScores, meanScores, fusionScores] = await Promise.all(runs.map((id) => evaluationOf(atelier, id)));
  return {
    cnn: { title: `CNN on ${cnn.view}`, evaluation: cnnScores! },
    rnn: { title: `RNN on ${rnn.view}`, evaluation: rnnScores! },
    mean: { title: 'plain mean', evaluation: meanScores!, weights: [0.5, 0.5] },
    fusion: { title: 'fusion, weight from validation', evaluation: fusionScores!, weights: suggestFusion.weights },
    url: `${atelier.connection.url}/compare?project=${team.slug}/${project.slug}&runs=${runs.map(encodeURIComponent).join(',')}`,
  };
}

async function projectNamed(atelier: Atelier, team: Member['team'], name: string): Promise<{ id: string; slug: string }> {
  const slug =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'demo';
  const known = await atelier.request(ProjectDocument, { team: team.slug, slug }).catch((error: unknown) => {
    if (error instanceof AtelierError && error.code === 'NOT_FOUND') return { project: null };
    throw error;
  });
  if (known.project !== null) return known.project;
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  return (
    await atelier.request(CreateProjectDocument, {
      team: team.id,
      name: title,
      slug,
      description: 'Made by npm run demo',
      primaryMetric: 'accuracy',
    })
  ).createProject;
}

async function bringData(
  atelier: Atelier,
  team: Member['team'],
  project: string,
  { data, name }: DemoOptions,
): Promise<{ version: VersionFieldsFragment; groupBy: string }> {
  if (data === undefined) {
    const { addSampleDataset } = await atelier.request(AddSampleDatasetDocument, { project }, { timeoutMs: 300_000 });
    return { version: addSampleDataset, groupBy: 'group' };
  }
  const { paths, groupBy } = await findFiles(data);
  const files = await Promise.all(
    paths.map(async (path) => ({ file: (await atelier.upload(path, { team: team.slug })).id, name: basename(path) })),
  );
  const { createDataset } = await atelier.request(CreateDatasetDocument, {
    input: { project, name, card: { source: basename(data) }, idempotencyKey: `demo-${project}-${name}` },
  });
  const { addDatasetVersion } = await atelier.request(
    AddDatasetVersionDocument,
    { input: { dataset: createDataset.id, files, options: { group: groupBy } } },
    { timeoutMs: 300_000 },
  );
  return { version: addDatasetVersion, groupBy };
}

async function splitByGroup(atelier: Atelier, version: VersionFieldsFragment, groupBy: string, seed: number): Promise<SplitFieldsFragment> {
  const input = {
    version: version.id,
    name: `by ${groupBy}, seed ${seed}`,
    strategy: 'STRATIFIED_GROUPED' as const,
    groupBy,
    fractions: [0.7, 0.15, 0.15],
    seed,
  };
  return (await atelier.request(CreateSplitDocument, { input })).createSplit;
}

async function launchBoth(
  atelier: Atelier,
  project: string,
  version: VersionFieldsFragment,
  split: SplitFieldsFragment,
  { seed, epochs }: DemoOptions,
): Promise<string[]> {
  const launched: string[] = [];
  for (const [family, modality] of [
    ['cnn', 'IMAGE'],
    ['rnn', 'SEQUENCE'],
  ] as const) {
    const view = version.views.find((candidate) => candidate.modality === modality);
    if (view === undefined)
      throw new Error(
        `the data has no view of kind ${modality} for the ${family.toUpperCase()}, only ${version.views.map(({ name, modality: kind }) => `${name} (${kind})`).join(', ')}`,
      );
    const { model, training } = launchInputs(family, epochs);
    const { launchRun } = await atelier.request(LaunchRunDocument, {
      input: {
        project,
        split: split.id,
        view: view.name,
        name: `${family.toUpperCase()} ${view.name}`,
        tags: ['demo'],
        seed,
        model,
        training,
      },
    });
    launched.push(launchRun.id);
  }
  return launched;
}

/** Waits until both have finished. Throws when one of them does not, with the last lines of its log. */
async function watch(atelier: Atelier, ids: readonly string[], output: NodeJS.WriteStream): Promise<[WatchedRun, WatchedRun]> {
  const display = createDisplay(output);
  for (;;) {
    const runs = await Promise.all(ids.map(async (id) => (await atelier.request(RunProgressDocument, { id })).run!));
    display.show(runs);
    const broken = runs.find(({ status }) => status === 'FAILED' || status === 'CANCELED' || status === 'CRASHED');
    if (broken !== undefined)
      throw new Error(
        `${broken.name} ${broken.status.toLowerCase()}: ${broken.reason ?? 'no reason given'}\n${await lastLines(atelier, broken.id)}`,
      );
    if (runs.every(({ status }) => status === 'FINISHED')) {
      display.end();
      return runs as [WatchedRun, WatchedRun];
    }
    await wait(700);
  }
}

async function lastLines(atelier: Atelier, id: string): Promise<string> {
  const { run } = await atelier.request(RunLogDocument, { id });
  return run?.log.text.trimEnd().split('\n').slice(-15).join('\n') ?? '';
}

async function fused(
  atelier: Atelier,
  input: {
    project: string;
    name: string;
    method: FusionMethod;
    weightSource: WeightSource;
    metric: string;
    members: { run: string; weight: number }[];
  },
): Promise<string> {
  return (await atelier.request(FuseRunsDocument, { input })).fuseRuns.id;
}

async function evaluationOf(atelier: Atelier, id: string): Promise<EvaluationFieldsFragment> {
  const { run } = await atelier.request(EvaluationDocument, { id, part: 'TEST' });
  if (!run?.evaluation) throw new Error(`the run ${id} has no evaluation of the test part`);
  return run.evaluation;
}

function describeVersion({ samples, classes, views, missingValues, duplicates }: VersionFieldsFragment): string {
  const described = views.map(({ name, modality, shape }) => `${name} (${modality.toLowerCase()} ${shape.join('×')})`).join(', ');
  return `${samples} works of ${classes.length} classes; views ${described}; ${missingValues} missing values, ${duplicates} duplicates`;
}

function describeSplit({ parts, leakage }: SplitFieldsFragment, groupBy: string): string {
  return `split by ${groupBy}: ${parts.map(({ part, samples }) => `${samples} ${part.toLowerCase()}`).join(', ')}. ${leakage.verdict}`;
}
