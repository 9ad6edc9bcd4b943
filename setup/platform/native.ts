import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/**
 * Builds native TensorFlow beside the running platform, where Python's pip and a compiler are there, and hands on its last line. It takes minutes the first time
 * and a moment later; training runs on a slower backend until it is there. ATELIER_NATIVE=off leaves it.
 */
export function startNativeBuild(say: (line: string) => void): void {
  if (process.env.ATELIER_NATIVE === 'off') return;
  const root = join(import.meta.dirname, '..', '..');
  const preload = join(root, 'setup', 'leave-with-parent.ts');
  const build = spawn(process.execPath, ['--import', preload, join(root, 'packages', 'ml', 'native', 'build.ts'), 'cpu', '--if-possible'], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  });
  build.channel?.unref();
  build.unref();
  let last = '';
  if (build.stdout)
    createInterface(build.stdout).on('line', (line) => {
      last = line;
    });
  build.on('close', () => say(last));
}
