/** What an agent and its runs do, through the public API: launch, claim, log, predict, finish. */
import { type ApiClient, programWith } from './api-client.ts';
import type { Split, World } from './world.ts';

/** Packed doubles, as F64s. */
export const pack = (values: ArrayLike<number>) => Buffer.from(Float64Array.from(values).buffer).toString('base64');
/** Packed singles, as F32s. */
export const pack32 = (values: ArrayLike<number>) => Buffer.from(Float32Array.from(values).buffer).toString('base64');
/** Packed whole numbers, as I32s. */
export const packInts = (values: ArrayLike<number>) => Buffer.from(Int32Array.from(values).buffer).toString('base64');
/** Doubles out of F64s. */
export const unpack = (text: string) => Array.from(new Float64Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer));

const TRAINING = { epochs: 2 };

/** Puts a small CNN on the pictures of the sample set into the queue. */
export async function launch(split: Split, options: object = {}): Promise<{ id: string; launch: { id: string } }> {
  const input = {
    project: split.dataset.project.id,
    split: split.id,
    view: 'images',
    model: { cnn: { filters: [4], dense: [8] } },
    training: TRAINING,
    ...options,
  };
  const { launchRun } = await split.owner.query('mutation ($input: LaunchRunInput!) { launchRun(input: $input) { id launch { id } } }', {
    input,
  });
  return launchRun;
}

/** Enters an agent of the installation. */
export async function register(world: World, name = 'bench'): Promise<string> {
  const { registerAgent } = await world.agent.query(
    'mutation ($name: String!) { registerAgent(input: { name: $name, backend: "wasm", hardware: { cores: 2 }, versions: { node: "24" } }) { id } }',
    { name },
  );
  return registerAgent.id;
}

export interface Claim {
  readonly launchId: string;
  readonly runId: string;
  readonly attempt: number;
  /** The attempt, as a caller. */
  readonly api: ApiClient;
}

/** Takes the next launch, or undefined when none waits. */
export async function claim(world: World, agent: string, waitMs = 0): Promise<Claim | undefined> {
  const { claimLaunch } = await world.agent.query(
    'mutation ($agent: ID!, $waitMs: Int!) { claimLaunch(agent: $agent, waitMs: $waitMs) { token leaseMs launch { id attempt run { id } } } }',
    { agent, waitMs },
  );
  if (claimLaunch === null) return undefined;
  const { token, launch } = claimLaunch;
  return { launchId: launch.id, runId: launch.run.id, attempt: launch.attempt, api: programWith(world.url, token) };
}

export const FINISH = 'mutation ($input: FinishLaunchInput!) { finishLaunch(input: $input) { status attempt reason } }';

/** What the attempt of a claim is to predict: the samples of the parts of its split. */
export async function samplesOf({ api }: Claim): Promise<{ rows: Record<'VALIDATION' | 'TEST', number[]>; classes: string[] }> {
  const { attempt } = await api.query('{ attempt { split { assignment } version { classes { name } } } }');
  const assignment = Buffer.from(attempt.split.assignment, 'base64');
  const rowsOf = (code: number) => [...assignment.keys()].filter((row) => assignment[row] === code);
  return { rows: { VALIDATION: rowsOf(1), TEST: rowsOf(2) }, classes: attempt.version.classes.map(({ name }: { name: string }) => name) };
}

/** Scores that are right as often as `skill` says, from a seed. Truth is the row's number modulo the classes. */
export function drawScores(rows: readonly number[], classes: number, skill: number, seed: number): { scores: number[]; truth: number[] } {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const truth = rows.map((row) => row % classes);
  const scores = truth.flatMap((right) => {
    const called = random() < skill ? right : Math.floor(random() * classes);
    const raw = Array.from({ length: classes }, (_, index) => 0.2 * random() + (index === called ? 0.8 : 0));
    const sum = raw.reduce((total, value) => total + value, 0);
    return raw.map((value) => value / sum);
  });
  return { scores, truth };
}

export const RECORD =
  'mutation ($input: RecordPredictionsInput!) { recordPredictions(input: $input) { part samples metric(name: "accuracy") { value low high } } }';

/** Carries a launched run to its end: points, log and predictions of both parts. */
export async function carryOut(claimed: Claim, skill: number, seed: number): Promise<void> {
  const { api, runId: run, launchId } = claimed;
  const { rows, classes } = await samplesOf(claimed);
  await api.query(
    'mutation ($launch: ID!) { heartbeatLaunch(launch: $launch, progress: { fraction: 0.5, epoch: 1, epochs: 2 }) { cancelRequested } }',
    { launch: launchId },
  );
  await api.query('mutation ($input: AppendMetricsInput!) { appendMetrics(input: $input) }', {
    input: {
      run,
      writer: 'attempt',
      sequence: 0,
      columns: [
        { key: 'loss', values: pack([2, 1]) },
        { key: 'val_loss', values: pack([2, 1.5]) },
      ],
    },
  });
  for (const part of ['VALIDATION', 'TEST'] as const) {
    const { scores, truth } = drawScores(rows[part], classes.length, skill, seed + part.length);
    await api.query(RECORD, {
      input: {
        run,
        part,
        classes,
        rows: packInts(rows[part]),
        sampleIds: rows[part].map((row) => `sample ${row}`),
        scores: pack32(scores),
        truth: packInts(truth),
      },
    });
  }
  await api.query(FINISH, { input: { launch: launchId, outcome: 'FINISHED' } });
}
