import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Atelier } from '@atelier/client';
import { AttemptAssignmentDocument, type AttemptQuery } from '@atelier/client/operations';
import type { Cache } from './cache.ts';
import type { Config } from './config.ts';
import type { Task } from './task.ts';

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
  const { version, checkpoint, fold } = attempt;
  const assignment = await atelier.request(AttemptAssignmentDocument, { fold }, { signal });
  const files: Record<string, string> = {};
  for (const file of version.files) files[file.name] = await cache.fetch(file, atelier, signal);
  const own = join(folder, 'child');
  await mkdir(own, { mode: 0o700 });
  // The server has checked all of this when it was launched; the child checks it again when it reads it.
  const task = {
    manifest: version.manifest,
    files,
    assignment: assignment.attempt.split.assignment,
    view: attempt.view,
    recipeSteps: attempt.recipeSteps,
    model: attempt.model,
    training: attempt.training,
    seed: attempt.seed,
    ...(fold === null ? {} : { fold }),
    // Who launches may wish for a backend; otherwise whoever runs the agent has said which one serves here.
    backend: attempt.backend === 'auto' ? config.backend : attempt.backend,
    ...(checkpoint === null ? {} : { checkpoint: await cache.fetch(checkpoint, atelier, signal) }),
    spool: join(folder, 'child.spool'),
    run: attempt.run.id,
    url: config.url,
    folder: own,
  } as Task;
  await writeFile(join(folder, 'task.json'), JSON.stringify(task), { mode: 0o600 });
  await cache.trim(new Set([...version.files, ...(checkpoint === null ? [] : [checkpoint])].map((file) => file.sha256)));
  return task;
}
