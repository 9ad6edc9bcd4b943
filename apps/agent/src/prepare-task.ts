import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Atelier } from '@atelier/client';
import type { AttemptQuery } from '@atelier/client/operations';
import type { Manifest } from '@atelier/ml/dataset';
import type { Cache, RemoteFile } from './cache.ts';
import type { Config } from './config.ts';
import type { EvaluationTask, Task, TrainingTask } from './task.ts';

export interface PrepareOptions {
  readonly attempt: AttemptQuery['attempt'];
  readonly atelier: Atelier;
  readonly cache: Cache;
  /** The launch's own folder. */
  readonly folder: string;
  readonly config: Config;
  readonly signal: AbortSignal;
}

/** Fetches what the launch needs and writes `task.json` for the child. Throws an `AtelierError` when something cannot be had. */
export async function prepareTask({ attempt, atelier, cache, folder, config, signal }: PrepareOptions): Promise<Task> {
  const { version, checkpoint, evaluation } = attempt;
  const fetched: RemoteFile[] = [];
  const fetch = (file: RemoteFile): Promise<string> => {
    fetched.push(file);
    return cache.fetch(file, atelier, signal);
  };
  const files: Record<string, string> = {};
  for (const file of version.files) files[file.name] = await fetch(file);
  const own = join(folder, 'child');
  await mkdir(own, { mode: 0o700 });
  const common: Common = {
    manifest: version.manifest as Manifest,
    files,
    view: attempt.view,
    // Who launches may wish for a backend; otherwise whoever runs the agent has said which one serves here.
    backend: attempt.backend === 'auto' ? config.backend : attempt.backend,
    spool: join(folder, 'child.spool'),
    run: attempt.run.id,
    url: config.url,
    folder: own,
  };
  // The server has checked all of this when it was launched; the child checks it again when it reads it.
  const task: Task =
    evaluation == null
      ? { ...common, ...trainingOf(attempt), ...(checkpoint == null ? {} : { checkpoint: await fetch(checkpoint) }) }
      : { ...common, ...(await evaluationOf(evaluation, fetch)) };
  await writeFile(join(folder, 'task.json'), JSON.stringify(task), { mode: 0o600 });
  await cache.trim(new Set(fetched.map((file) => file.sha256)));
  return task;
}

type Common = Omit<EvaluationTask, 'kind' | 'models' | 'assignment'>;
type Own<Of extends Task> = Omit<Of, keyof Common>;

function trainingOf({
  splitContent,
  fold,
  foldsIn,
  recipeSteps,
  model,
  training,
  alternatives,
  chooseBy,
  seed,
}: AttemptQuery['attempt']): Own<TrainingTask> {
  const choice = { ...(alternatives == null ? {} : { alternatives }), ...(chooseBy == null ? {} : { chooseBy }) };
  return {
    kind: 'train',
    split: splitContent,
    ...(fold == null ? {} : { fold }),
    foldsIn,
    recipeSteps,
    model,
    training,
    ...choice,
    seed,
    // JSON that the server has made of what packages/ml gave it.
  } as unknown as Own<TrainingTask>;
}

async function evaluationOf(
  { models, assignment }: NonNullable<AttemptQuery['attempt']['evaluation']>,
  fetch: (file: RemoteFile) => Promise<string>,
): Promise<Own<EvaluationTask>> {
  const paths: string[] = [];
  for (const model of models) paths.push(await fetch(model));
  return { kind: 'evaluate', models: paths, assignment };
}
