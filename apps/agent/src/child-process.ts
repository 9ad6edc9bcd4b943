/**
 * A training child: Node without a shell, an environment of its own, a process group of its own. It holds the other end of
 * its standard input, so that it knows when the agent is gone.
 */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { FromChild, ToChild } from './task.ts';

export interface Child {
  readonly pid: number;
  /** Resolves when the process and its output have ended; never rejects. */
  readonly ended: Promise<ChildEnd>;
  /** Asks it to stop, then tells it (SIGTERM), then makes it (SIGKILL to the whole group). */
  stop(graceMs: number): void;
  /** SIGKILL to the whole group. */
  kill(): void;
}

export interface ChildEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last of what it wrote, at most 64 KiB. */
  readonly tail: string;
  /** What it said last about its own end, if it came to that. */
  readonly word: Extract<FromChild, { type: 'ended' }> | undefined;
}

export interface ChildOptions {
  /** Path of the program. */
  readonly script: string;
  readonly args: readonly string[];
  readonly env: Record<string, string>;
  readonly cwd: string;
  readonly onMessage?: (message: FromChild) => void;
  /** Whole lines of its standard output and error. */
  readonly onOutput?: (text: string) => void;
}

const TAIL_BYTES = 64 * 1024;

export function startChild({ script, args, env, cwd, onMessage, onOutput }: ChildOptions): Child {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    cwd,
    env,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
  }) as ChildProcessByStdio<Writable, Readable, Readable>;
  let tail = '';
  let word: ChildEnd['word'];
  let startFailure: string | undefined;

  for (const stream of [child.stdout, child.stderr]) {
    let line = '';
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      tail = (tail + text).slice(-TAIL_BYTES);
      line += text;
      const end = line.lastIndexOf('\n') + 1;
      if (end > 0) onOutput?.(line.slice(0, end));
      line = line.slice(end);
    });
    stream.on('end', () => line !== '' && onOutput?.(line));
  }
  // The pipe breaks when the child ends first.
  child.stdin.on('error', () => {});
  child.on('message', (message) => {
    const told = message as FromChild;
    if (told.type === 'ended') word = told;
    onMessage?.(told);
  });

  const ended = new Promise<ChildEnd>((resolve) => {
    child.on('error', (error) => {
      startFailure = error.message;
      if (child.pid === undefined) resolve({ code: null, signal: null, tail: startFailure, word: undefined });
    });
    child.on('close', (code, signal) => resolve({ code, signal, tail, word }));
  });

  function signal(name: NodeJS.Signals): void {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    } catch {
      // The group is gone already.
    }
  }

  function stop(graceMs: number): void {
    if (child.connected) child.send({ type: 'stop' } satisfies ToChild, () => {});
    const timers = [setTimeout(signal, graceMs / 2, 'SIGTERM'), setTimeout(signal, graceMs, 'SIGKILL')];
    void ended.then(() => timers.forEach(clearTimeout));
  }

  // Whatever the child has started itself goes with it.
  void ended.then(() => signal('SIGKILL'));
  return { pid: child.pid ?? 0, ended, stop, kill: () => signal('SIGKILL') };
}
