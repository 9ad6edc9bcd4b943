// What must hold before anything is started, each said in one line that a person can act on.
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../is-alive.ts';

const LEAST_FREE_MIB = 256;

/** Makes the data folder and sees that it can be used. Throws with one line when it cannot. */
export function prepareDataFolder(folder: string): void {
  try {
    // Nobody else's business; but root's PostgreSQL runs as another account, which must get through to its own folder.
    mkdirSync(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    accessSync(folder, constants.W_OK | constants.X_OK);
    const probe = join(folder, '.probe');
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    throw new Error(
      `The data folder ${folder} cannot be written (${(error as NodeJS.ErrnoException).code}): name another one in ATELIER_DATA`,
    );
  }
  const { bavail, bsize } = statfsSync(folder);
  const freeMib = Math.floor((bavail * bsize) / 2 ** 20);
  if (freeMib < LEAST_FREE_MIB)
    throw new Error(`Only ${freeMib} MiB are free where the data folder ${folder} is, at least ${LEAST_FREE_MIB} are needed`);
}

export interface Running {
  pid: number;
  url: string;
}

/** The platform that runs on the data folder, as it wrote down itself; undefined when none does. */
export function findRunning(folder: string): Running | undefined {
  const file = runningFile(folder);
  if (!existsSync(file)) return undefined;
  const { born, ...running } = JSON.parse(readFileSync(file, 'utf8')) as Running & { born: string | null };
  return isAlive(running.pid) && bornAt(running.pid) === born ? running : undefined;
}

export function noteRunning(folder: string, running: Running): void {
  writeFileSync(runningFile(folder), JSON.stringify({ ...running, born: bornAt(running.pid) }), { mode: 0o600 });
}

export function forgetRunning(folder: string): void {
  rmSync(runningFile(folder), { force: true });
}

function runningFile(folder: string): string {
  return join(folder, 'running.json');
}

// Process numbers are used again, soonest in a container; together with the moment of its start a number means one process.
function bornAt(pid: number): string | null {
  if (process.platform !== 'linux') return null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
