/** One claimed launch from its first heartbeat to its last word. Never throws: what goes wrong becomes the launch's outcome. */
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { atelierOf, AtelierError, createRecorder, type Atelier, type Recorder } from '@atelier/client';
import { AttemptDocument, FinishLaunchDocument, type ClaimLaunchMutation } from '@atelier/client/operations';
import { createSpool, startUploader, type Uploader } from '@atelier/client/spool';
import type { Cache } from './cache.ts';
import { startChild, type Child } from './child-process.ts';
import type { Config } from './config.ts';
import { beat, isLost } from './heartbeat.ts';
import { outcomeOf, type Outcome, type Stopped } from './outcome.ts';
import type { ChildProgress, FromChild, Task } from './task.ts';
import { prepareTask } from './prepare-task.ts';
import { withoutNoise } from './library-noise.ts';

export type Claim = NonNullable<ClaimLaunchMutation['claimLaunch']>;

export interface LaunchOptions {
  readonly claim: Claim;
  readonly config: Config;
  readonly cache: Cache;
  /** Aborted when the agent is to leave: the launch is handed back. */
  readonly leaving: AbortSignal;
  readonly say: (line: string) => void;
}

/** How long what the child left in its spool may take to be delivered, when there is a server to take it. */
const DRAIN_MS = 10 * 60_000;
const DRAIN_LEAVING_MS = 4_000;

export async function carryOut({ claim, config, cache, leaving, say }: LaunchOptions): Promise<void> {
  const { launch, token } = claim;
  const atelier = atelierOf({ url: config.url, key: token });
  const folder = join(config.folder, 'launches', randomUUID());
  const lost = new AbortController();
  const beating = new AbortController();
  let stopped: Stopped;
  let progress: ChildProgress | undefined;
  let child: Child | undefined;

  const stop = (why: Exclude<Stopped, undefined>) => {
    stopped ??= why;
    child?.stop(why === 'canceled' ? config.graceMs : Math.min(config.graceMs, 5_000));
  };
  const onLeaving = () => stop('agent leaves');
  leaving.addEventListener('abort', onLeaving);
  if (leaving.aborted) stopped = 'agent leaves';
  const heart = beat({
    atelier,
    launch: launch.id,
    progress: () => progress,
    onCancel: () => stop('canceled'),
    onLost: (reason) => {
      say(`the lease on run #${launch.run.number} has moved on (${reason}); its child is ended`);
      lost.abort();
      child?.kill();
    },
    signal: beating.signal,
  });

  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const notes = openNotes(folder, config.url, launch.run.id, atelier);
    notes.recorder.logText(`Attempt ${launch.attempt} of ${launch.maxAttempts} on ${config.name}.`);
    const outcome = await work();
    if (lost.signal.aborted) {
      notes.recorder.close();
      await notes.uploader.finish(0);
      return;
    }
    if (outcome.reason !== undefined) notes.recorder.logText(`${outcome.outcome === 'FAILED' ? 'Failed' : 'Stopped'}: ${outcome.reason}`);
    notes.recorder.close();
    await notes.uploader.finish(drainMs());
    // A heartbeat that comes after the last word would be told that the lease is gone.
    beating.abort();
    await heart;
    await report(atelier, launch.id, outcome, leaving);
    say(
      `run #${launch.run.number} ${launch.run.name}: ${outcome.outcome.toLowerCase()}${outcome.reason === undefined ? '' : ` (${outcome.reason})`}`,
    );

    async function work(): Promise<Outcome> {
      try {
        const { attempt } = await atelier.request(AttemptDocument, {}, { signal: lost.signal });
        const task = await prepareTask({
          attempt,
          atelier,
          cache,
          folder,
          config,
          signal: AbortSignal.any([lost.signal, leaving]),
        });
        return await train(task);
      } catch (error) {
        if (leaving.aborted) return outcomeOf({ code: null, signal: null, tail: '', word: undefined }, 'agent leaves');
        if (error instanceof AtelierError && isLost(error)) lost.abort();
        return {
          outcome: 'FAILED',
          reason: `the launch could not be prepared: ${(error as Error).message}`,
          retry: !(error instanceof AtelierError) || error.code !== 'INVALID_INPUT',
        };
      }
    }

    async function train(task: Task): Promise<Outcome> {
      if (stopped !== undefined) return outcomeOf({ code: null, signal: null, tail: '', word: undefined }, stopped);
      const uploader = startUploader({ path: task.spool, connection: atelier.connection, leaveOpen: true });
      child = startChild({
        script: config.childScript,
        args: [join(folder, 'task.json')],
        env: config.childEnvironment,
        cwd: task.folder,
        onMessage: (message: FromChild) => {
          if (message.type === 'progress') progress = message.progress;
        },
        onOutput(text) {
          const told = withoutNoise(text);
          if (told !== '') notes.recorder.logText(told);
        },
      });
      const end = await child.ended;
      const outcome = outcomeOf(end, stopped);
      const delivered = await uploader.finish(lost.signal.aborted ? 0 : drainMs());
      for (const line of delivered.refused) notes.recorder.logText(`The server refused ${line}`);
      if (delivered.damaged > 0) notes.recorder.logText(`${delivered.damaged} damaged stretch(es) of the spool could not be read.`);
      if (outcome.outcome === 'FINISHED' && (delivered.refused.length > 0 || !delivered.complete)) {
        return {
          outcome: 'FAILED',
          reason: `training finished, but not everything of it could be stored: ${delivered.refused[0] ?? delivered.stopped?.message ?? 'no time was left'}`,
          retry: false,
        };
      }
      return outcome;
    }
  } catch (error) {
    say(`run #${launch.run.number}: ${(error as Error).message}`);
  } finally {
    beating.abort();
    leaving.removeEventListener('abort', onLeaving);
    await heart;
    await rm(folder, { recursive: true, force: true });
  }

  function drainMs(): number {
    return leaving.aborted ? DRAIN_LEAVING_MS : DRAIN_MS;
  }
}

/** The agent's own lines in the run's log, and what the child prints. */
function openNotes(folder: string, url: string, run: string, atelier: Atelier): { recorder: Recorder; uploader: Uploader } {
  const spool = createSpool(join(folder, 'agent.spool'));
  spool.append({ kind: 'open', format: 1, url, writer: randomUUID(), run: { id: run }, pid: process.pid, host: hostname() });
  return {
    recorder: createRecorder({ spool }),
    uploader: startUploader({ path: spool.path, connection: atelier.connection, leaveOpen: true }),
  };
}

async function report(atelier: Atelier, launch: string, { outcome, reason, retry }: Outcome, leaving: AbortSignal): Promise<void> {
  const attempts = leaving.aborted ? 3 : 100;
  await atelier.request(FinishLaunchDocument, { input: { launch, outcome, reason, retry } }, { attempts, idempotent: true });
}
