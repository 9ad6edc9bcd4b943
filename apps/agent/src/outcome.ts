import type { ChildEnd } from './child-process.ts';

export interface Outcome {
  readonly outcome: 'FINISHED' | 'FAILED' | 'CANCELED';
  readonly reason?: string;
  /** Whether somebody else may try again. */
  readonly retry: boolean;
}

/** Why the agent had the child stopped, if it did. */
export type Stopped = 'canceled' | 'agent leaves' | undefined;

/** What became of a launch, from how its child ended. A child that died by itself would die again: it is not tried again. */
export function outcomeOf(end: ChildEnd, stopped: Stopped): Outcome {
  if (end.word?.outcome === 'FINISHED') return { outcome: 'FINISHED', retry: false };
  if (stopped === 'canceled') return { outcome: 'CANCELED', reason: 'canceled', retry: false };
  if (stopped === 'agent leaves') return { outcome: 'FAILED', reason: 'the agent was shut down', retry: true };
  if (end.word?.outcome === 'FAILED') return { outcome: 'FAILED', reason: end.word.reason ?? 'training failed', retry: false };
  return { outcome: 'FAILED', reason: describeDeath(end), retry: false };
}

function describeDeath({ code, signal, tail }: ChildEnd): string {
  const last = lastLines(tail);
  const how = signal === null ? `training ended with exit code ${code}` : `training was ended by ${signal}${MEANINGS[signal] ?? ''}`;
  return last === '' ? how : `${how}; its last words: ${last}`;
}

const MEANINGS: Partial<Record<NodeJS.Signals, string>> = {
  SIGKILL: ' (often: out of memory)',
  SIGABRT: ' (it gave itself up)',
  SIGSEGV: ' (invalid memory access)',
  SIGBUS: ' (invalid memory access)',
  SIGILL: ' (an instruction that this processor does not have)',
};

const LAST_CHARACTERS = 500;

// Stack traces say where a library gave up; the lines before them say why. The log has both.
const OF_A_STACK = /^\s*(at |\d+: |-----|#\d)/;

function lastLines(tail: string): string {
  const lines = tail.split('\n').filter((line) => line.trim() !== '' && !OF_A_STACK.test(line));
  return lines
    .slice(-3)
    .map((line) => line.trim())
    .join(' | ')
    .slice(-LAST_CHARACTERS);
}
