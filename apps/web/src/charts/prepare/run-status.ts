export interface RunState {
  readonly status: string;
  readonly reason?: string | null;
  readonly progress?: { readonly fraction: number; readonly epoch?: number | null; readonly epochs?: number | null } | null;
}

export type Tone = 'good' | 'bad' | 'live' | 'muted';

/** A run's state in one or two words, and how it feels. */
export function describeStatus(run: RunState): { text: string; tone: Tone } {
  if (run.status === 'RUNNING') {
    const { progress } = run;
    if (progress?.epochs) return { text: `epoch ${progress.epoch ?? 0}/${progress.epochs}`, tone: 'live' };
    return { text: progress ? `${Math.round(progress.fraction * 100)} %` : 'running', tone: 'live' };
  }
  const tone: Tone =
    run.status === 'FINISHED'
      ? 'good'
      : run.status === 'FAILED' || run.status === 'CRASHED'
        ? 'bad'
        : run.status === 'STARTING'
          ? 'live'
          : 'muted';
  return { text: run.status.toLowerCase(), tone };
}

export function isOver(status: string): boolean {
  return status === 'FINISHED' || status === 'FAILED' || status === 'CANCELED' || status === 'CRASHED';
}
