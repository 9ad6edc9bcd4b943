// The server as a process of its own, to be killed.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { apiClient, type ApiClient, browserWith, programWith } from './api-client.ts';

export interface ServerProcess {
  readonly url: string;
  readonly signInLink: string;
  /** As a power cut would, for this process. */
  kill(): Promise<void>;
}

const running = new Set<ChildProcess>();

/** Starts the server on a database and a folder. */
export async function startServer(databaseUrl: string, folder: string, port = 0): Promise<ServerProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../apps/server/src/main.ts')], {
    env: { ...process.env, DATABASE_URL: databaseUrl, ATELIER_DATA: folder, PORT: String(port), LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  for await (const line of createInterface({ input: child.stdout })) {
    const told = JSON.parse(line) as { type: string; url: string; signInLink: string; message?: string };
    if (told.type !== 'ready') throw new Error(`the server did not start: ${told.message}`);
    return {
      url: told.url,
      signInLink: told.signInLink,
      async kill() {
        child.kill('SIGKILL');
        if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      },
    };
  }
  throw new Error('the server ended without a word');
}

/** Kills what a failed test has left. */
export function killServers(): void {
  for (const child of running) child.kill('SIGKILL');
}

export interface Studio {
  readonly owner: ApiClient;
  /** A program with a key of the team. */
  readonly program: ApiClient;
  readonly key: string;
  readonly team: { readonly id: string; readonly slug: string };
  readonly project: { readonly id: string; readonly slug: string };
}

/** A team with a project and a key on a fresh server, by its sign-in link. */
export async function settleIn({ url, signInLink }: Pick<ServerProcess, 'url' | 'signInLink'>): Promise<Studio> {
  const token = new URL(signInLink).searchParams.get('token');
  const answer = await apiClient(url).send('mutation ($token: String!) { redeemSignInLink(token: $token, name: "Ada") { user { id } } }', {
    token,
  });
  const owner = browserWith(url, answer);
  const { createTeam: team } = await owner.query('mutation { createTeam(name: "Team") { id slug } }');
  const { createProject: project } = await owner.query(
    'mutation ($team: ID!) { createProject(team: $team, name: "Project") { id slug } }',
    {
      team: team.id,
    },
  );
  const { createApiKey } = await owner.query('mutation ($team: ID!) { createApiKey(team: $team, name: "key") { secret } }', {
    team: team.id,
  });
  return { owner, program: programWith(url, createApiKey.secret), key: createApiKey.secret, team, project };
}
