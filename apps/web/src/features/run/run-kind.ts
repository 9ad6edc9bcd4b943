import type { Run } from './RunHeader.tsx';

/** Whether runs of this kind are trained here, by an agent. */
export function isTrained(kind: Run['kind']): boolean {
  return kind === 'CNN' || kind === 'RNN' || kind === 'MLP';
}

/** Whether it goes through the queue: a training, or the test of a trained model. */
export function isLaunched(kind: Run['kind']): boolean {
  return isTrained(kind) || kind === 'EVALUATION';
}

const words: Partial<Record<Run['kind'], string>> = {
  EXTERNAL: 'logged by a program',
  FUSION: 'fusion',
  EVALUATION: 'test of a trained model',
};

/** What it is, as people say it. */
export function kindText(kind: Run['kind']): string {
  return words[kind] ?? kind;
}
