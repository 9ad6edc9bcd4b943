/** Where the server is and who is asking, when the program does not say: the environment, then what `atelier login` keeps. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

export interface Settings {
  readonly url?: string | undefined;
  readonly key?: string | undefined;
  /** `team/project` that is meant when none is named. */
  readonly project?: string | undefined;
}

export function settingsPath(): string {
  return join(process.env.ATELIER_HOME ?? join(homedir(), '.atelier'), 'settings.json');
}

/** Folder for the spools of this user's programs. */
export function spoolFolder(): string {
  return process.env.ATELIER_SPOOL ?? join(dirname(settingsPath()), 'spool');
}

export function readSettings(): Settings {
  const { url, key, project } = readFileSettings();
  return { url: process.env.ATELIER_URL ?? url, key: process.env.ATELIER_KEY ?? key, project: process.env.ATELIER_PROJECT ?? project };
}

/** Keeps settings for later, readable by this user alone whatever the file was before, all of them or none. */
export function saveSettings(settings: Settings): void {
  const path = settingsPath();
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  rmSync(`${path}.new`, { force: true });
  writeFileSync(`${path}.new`, `${JSON.stringify({ ...readFileSettings(), ...settings }, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

function readFileSettings(): Settings {
  try {
    return JSON.parse(readFileSync(settingsPath(), 'utf8')) as Settings;
  } catch {
    return {};
  }
}
