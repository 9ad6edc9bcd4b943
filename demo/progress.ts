/** Shows how far two trainings are: bars that are drawn again in a terminal, now and then a line elsewhere. */
import type { RunProgressQuery } from '@atelier/client/operations';

export type WatchedRun = NonNullable<RunProgressQuery['run']>;

export interface ProgressDisplay {
  show(runs: readonly WatchedRun[]): void;
  end(): void;
}

const QUIET_MS = 5_000;

export function createDisplay(stream: NodeJS.WriteStream): ProgressDisplay {
  let drawn = 0;
  let shownAt = Number.NEGATIVE_INFINITY;
  let shown = '';

  function drawAgain(lines: string[]): void {
    const width = stream.columns || 100;
    stream.write(`${drawn > 0 ? `\u001b[${drawn}F` : ''}${lines.map((line) => `\u001b[K${line.slice(0, width - 1)}\n`).join('')}`);
    drawn = lines.length;
  }

  return {
    show(runs) {
      const lines = runs.map(describe);
      if (stream.isTTY) return drawAgain(lines);
      const states = runs.map((run) => `${run.status} ${run.progress?.epoch ?? ''}`).join();
      if (states === shown || performance.now() - shownAt < QUIET_MS) return;
      shown = states;
      shownAt = performance.now();
      for (const [index, run] of runs.entries())
        if (run.status === 'RUNNING' || run.status === 'STARTING') stream.write(`${lines[index]}\n`);
    },
    end() {
      drawn = 0;
    },
  };
}

function describe(run: WatchedRun): string {
  const { name, status, progress, metrics } = run;
  const fraction = status === 'FINISHED' ? 1 : (progress?.fraction ?? 0);
  const bar = '█'.repeat(Math.round(fraction * 24)).padEnd(24, '░');
  const parts = [`${name.padEnd(14)} ${bar} ${`${Math.floor(fraction * 100)} %`.padStart(5)}`];
  if (status !== 'RUNNING') parts.push(status.toLowerCase());
  if (status === 'RUNNING' && progress?.etaMs != null) parts.push(`${duration(progress.etaMs)} left`);
  if (progress?.epoch != null && progress.epochs != null) parts.push(`epoch ${progress.epoch}/${progress.epochs}`);
  for (const key of ['val_accuracy', 'val_loss']) {
    const last = metrics.find((metric) => metric.key === key)?.last;
    if (typeof last === 'number') parts.push(`${key} ${last.toFixed(3)}`);
  }
  return parts.join('  ');
}

export function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
