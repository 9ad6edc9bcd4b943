// node setup/run.mjs FILE.ts [ARGUMENTS]: runs a TypeScript file of the project with the pinned Node, after installing and generating what is missing.
import { spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled, fail, root, withPinnedTools } from './ensure.mjs';

const [file, ...programArguments] = process.argv.slice(2);
if (file === undefined) fail('node setup/run.mjs requires the TypeScript file to run');

const node = ensureInstalled();
const env = withPinnedTools(process.env);

const generated = spawnSync(node, [join(root, 'setup', 'generate.ts')], { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
if (generated.status !== 0) process.exit(1);

// The channel carries no message. It tells the program that this process is gone, however that came about.
const program = spawn(node, ['--import', join(root, 'setup', 'leave-with-parent.ts'), join(root, file), ...programArguments], {
  cwd: root,
  env,
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});
program.on('error', (error) => fail(`Cannot run ${node}: ${error.message}`));
program.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));

// A terminal sends Ctrl-C to the program too, which decides what to do about it. The others are sent to this process alone.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => program.kill(signal));

// npm hands a signal to its shell alone, which goes without a word: seen from here, the parent changes.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) program.kill('SIGTERM');
  }, 500).unref();
}
