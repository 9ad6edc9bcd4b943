import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from '../../context.ts';
import { newSecret } from '../../secrets.ts';
import { principalOfBearer } from './credentials.ts';
import { insertInstallationKey } from './store.ts';

/** The key by which the agent of this installation takes launches of every team. Kept in the data folder, readable by its owner alone; made anew when it no longer opens anything. */
export async function ensureAgentKey(app: App): Promise<string> {
  const file = join(app.config.dataFolder, 'agent.key');
  const kept = await readFile(file, 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  );
  if (kept !== undefined && (await opens(app, kept))) return kept;
  const { secret, hash, prefix } = newSecret('apiKey');
  await insertInstallationKey(app.database.identity, { name: 'this installation', prefix, secretHash: hash });
  await writeFile(`${file}.new`, `${secret}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return secret;
}

async function opens(app: App, secret: string): Promise<boolean> {
  try {
    const principal = await principalOfBearer(app, secret);
    return principal.kind === 'apiKey' && principal.teamId === null;
  } catch {
    return false;
  }
}
