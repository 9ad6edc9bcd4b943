import type { Atelier } from '../connect.ts';
import { CurvesDocument, RunProgressDocument, type RunProgressQuery } from '../operations/generated/operations.ts';
import { unpackF64s } from '../packed.ts';
import { AtelierError } from '../transport/errors.ts';
import { wait } from '../transport/retry.ts';
import { atelierFor, EXIT, type Call, type Command } from './command.ts';
import { findRuns } from './find-run.ts';
import { sparkline } from './sparkline.ts';
import { brief, briefDuration } from './text-table.ts';

type Watched = NonNullable<RunProgressQuery['run']>;

const EVERY_MS = 1000;
const ENDED = ['FINISHED', 'FAILED', 'CANCELED', 'CRASHED'];

export const watch: Command = {
  name: 'watch',
  words: 'RUN',
  summary: 'shows a run’s curves while it trains, until it ends',
  more: 'At a terminal the curves are drawn anew each second; elsewhere a line is written whenever something has changed. The exit code is 1 unless the run finished.',
  options: { metrics: { value: 'A,B', summary: 'whose curves to draw, 20 at most; else those of the model' } },
  examples: ['atelier watch 42', 'atelier watch 42 --metrics loss,val_loss'],
  async run(call) {
    const atelier = atelierFor(call);
    const [id] = await findRuns(call, atelier, 1, 1);
    return watchRun(call, atelier, id!);
  },
};

/** Shows a run until it ends, and gives the exit code. With `--json` each change is one line. */
export async function watchRun(call: Call, atelier: Atelier, id: string): Promise<number> {
  let drawn = 0;
  let told = '';
  let curves: { readonly of: string; readonly lines: readonly string[] } | undefined;
  for (;;) {
    const { run } = await atelier.request(RunProgressDocument, { id });
    if (run === null) throw new AtelierError('NOT_FOUND', `there is no run ${id}`);
    const ended = ENDED.includes(run.status);
    if (call.json) {
      const text = JSON.stringify(run);
      if (text !== told) call.output(text);
      told = text;
    } else {
      // Curves are asked for again only when a metric has moved on.
      const metrics = JSON.stringify(run.metrics);
      if (curves?.of !== metrics) curves = { of: metrics, lines: await curveLines(call, atelier, run) };
      const lines = [stateOf(run), ...curves.lines];
      if (call.stdout.isTTY && drawn > 0) call.output(`\u001b[${drawn}F\u001b[J${lines.join('\n')}`);
      else if (call.stdout.isTTY || ended) call.output(lines.join('\n'));
      else if (lines[0] !== told) call.output(lines[0]!);
      told = lines[0]!;
      drawn = lines.length;
    }
    if (ended) return run.status === 'FINISHED' ? EXIT.ok : EXIT.failed;
    await wait(EVERY_MS);
  }
}

function stateOf({ number, name, status, progress, reason, launch }: Watched): string {
  const parts = [`#${number} ${name}: ${status.toLowerCase()}`];
  if (reason !== null) parts.push(reason);
  if (status === 'QUEUED' && launch?.position != null) parts.push(`place ${launch.position} in the queue`);
  if (status === 'RUNNING' && progress !== null) {
    parts.push(`${Math.floor(progress.fraction * 100)} %`);
    if (progress.epoch !== null) parts.push(`epoch ${progress.epoch}/${progress.epochs}`);
    if (progress.etaMs !== null) parts.push(`${briefDuration(progress.etaMs)} left`);
  }
  return parts.join(', ');
}

async function curveLines(call: Call, atelier: Atelier, { id, metrics }: Watched): Promise<string[]> {
  const keys =
    call.list('metrics') ??
    metrics.map(({ key }) => key).filter((key) => !['learning_rate', 'samples_per_second'].includes(key) && !key.startsWith('system/'));
  if (keys.length === 0) return [];
  const { run } = await atelier.request(CurvesDocument, { id, keys: keys.slice(0, 20), pixels: 64 });
  const width = Math.max(...keys.map((key) => key.length));
  return (run?.curves ?? []).map(({ key, values }) => {
    const points = unpackF64s(values);
    return `  ${key.padEnd(width)}  ${sparkline(points).padEnd(32)}  ${brief(points.at(-1))}`;
  });
}
