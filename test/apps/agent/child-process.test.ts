import { fork } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startChild, type ChildOptions } from '../../../apps/agent/src/child-process.ts';
import { outcomeOf } from '../../../apps/agent/src/outcome.ts';
import type { FromChild } from '../../../apps/agent/src/task.ts';

const program = (name: string) => join(import.meta.dirname, 'children', name);

function start(name: string, options: Partial<ChildOptions> = {}) {
  return startChild({ script: program(name), args: [], env: { PATH: process.env.PATH ?? '' }, cwd: import.meta.dirname, ...options });
}

function firstMessage(name: string): { child: ReturnType<typeof start>; message: Promise<FromChild>; output: () => string } {
  const { promise, resolve } = Promise.withResolvers<FromChild>();
  let output = '';
  const child = start(name, { onMessage: resolve, onOutput: (text) => (output += text) });
  return { child, message: promise, output: () => output };
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

async function gone(pid: number, withinMs: number): Promise<boolean> {
  for (const end = performance.now() + withinMs; performance.now() < end; await new Promise((resolve) => setTimeout(resolve, 50)))
    if (!isAlive(pid)) return true;
  return false;
}

describe('a training child', () => {
  test('that aborts makes the launch fail with the signal and its last words', async () => {
    const outcome = outcomeOf(await start('abort.ts').ended, undefined);
    expect(outcome).toMatchObject({ outcome: 'FAILED', retry: false });
    expect(outcome.reason).toMatch(/ended by SIGABRT.*TensorFlow: check failed/s);
  });

  test('that is killed makes the launch fail with the signal', async () => {
    const { child, message } = firstMessage('stubborn.ts');
    await message;
    process.kill(child.pid, 'SIGKILL');
    expect(outcomeOf(await child.ended, undefined).reason).toMatch(/ended by SIGKILL/);
  });

  test('gets the environment that it is given and nothing else', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const child = start('polite.ts', { env: { PATH: process.env.PATH ?? '', LANG: 'C' }, onOutput: resolve });
    const names = (await promise).trim().split(',');
    expect(names.filter((name) => !name.startsWith('NODE_CHANNEL'))).toEqual(['LANG', 'PATH']);
    child.stop(5_000);
    expect(outcomeOf(await child.ended, 'canceled')).toEqual({ outcome: 'CANCELED', reason: 'canceled', retry: false });
  });

  test('that listens stops when asked, long before it would be killed', async () => {
    const child = start('polite.ts');
    await new Promise((resolve) => setTimeout(resolve, 300));
    const before = performance.now();
    child.stop(20_000);
    const end = await child.ended;
    expect(performance.now() - before).toBeLessThan(5_000);
    expect(end.word).toEqual({ type: 'ended', outcome: 'CANCELED', reason: 'stopped on request' });
  });

  test('that does not listen is killed after the grace, with what it has started', async () => {
    const { child, message, output } = firstMessage('stubborn.ts');
    await message;
    child.stop(600);
    const end = await child.ended;
    expect(end.signal).toBe('SIGKILL');
    const grandchild = Number(/grandchild (\d+)/.exec(output())?.[1]);
    expect(await gone(grandchild, 3_000)).toBe(true);
  });

  test('dies within seconds when its agent is killed, even with a busy main thread, and what it has started with it', async () => {
    const agent = fork(program('agent.ts'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const { pid, grandchild } = await new Promise<{ pid: number; grandchild: number }>((resolve) =>
      agent.once('message', (message) => resolve(message as { pid: number; grandchild: number })),
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect([pid, grandchild].map(isAlive)).toEqual([true, true]);
    agent.kill('SIGKILL');
    expect(await gone(pid, 5_000)).toBe(true);
    expect(await gone(grandchild, 5_000)).toBe(true);
  });
});
