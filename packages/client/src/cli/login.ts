import { readFileSync, rmSync } from 'node:fs';
import { atelierOf } from '../connect.ts';
import { ViewerDocument } from '../operations/generated/operations.ts';
import { saveSettings, settingsPath } from '../settings.ts';
import { connectionTo } from '../transport/request.ts';
import { UsageError, type Call, type Command } from './command.ts';

export const login: Command = {
  name: 'login',
  words: '--url URL --key KEY',
  summary: 'keeps the address of a server and a key for later, after trying them',
  more: 'Keys are made on the page of the team. `--key -` reads the key from standard input, so that it stays out of the history of the shell.\nThey are kept in `~/.atelier/settings.json`, which no one else can read; ATELIER_HOME is another place for it.',
  examples: [
    'atelier login --url http://127.0.0.1:4800 --key atl_… --project studio/folk-tunes',
    'atelier login --url https://atelier.example --key - < key.txt',
  ],
  async run(call) {
    const url = call.text('url');
    const key = keyOf(call);
    if (url === undefined || key === undefined) throw new UsageError('login requires --url and --key');
    const connection = connectionTo(url, key);
    const { viewer } = await atelierOf(connection).request(ViewerDocument, {}, { attempts: 2 });
    const project = call.text('project');
    saveSettings({ url: connection.url, key, ...(project === undefined ? {} : { project }) });
    const teams = viewer.teams.map(({ slug, role }) => ({ slug, role }));
    if (call.json) return call.output(JSON.stringify({ url: connection.url, user: viewer.user, teams }));
    const seen = teams.map(({ slug, role }) => `${slug} (${role.toLowerCase()})`).join(', ') || 'no team';
    call.output(`${connection.url} knows this key; it sees ${seen}. Kept in ${settingsPath()}.`);
  },
};

export const logout: Command = {
  name: 'logout',
  words: '',
  summary: 'forgets what `atelier login` keeps',
  examples: ['atelier logout'],
  async run(call) {
    rmSync(settingsPath(), { force: true });
    call.output(
      call.json ? JSON.stringify({ forgotten: settingsPath() }) : `${settingsPath()} is gone. The key stays valid until it is revoked.`,
    );
  },
};

function keyOf(call: Call): string | undefined {
  const key = call.text('key');
  return key === '-' ? readFileSync(0, 'utf8').trim() || undefined : key;
}
