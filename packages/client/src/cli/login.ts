import { atelierOf } from '../connect.ts';
import { ViewerDocument } from '../operations/generated/operations.ts';
import { saveSettings, settingsPath } from '../settings.ts';
import { connectionTo } from '../transport/request.ts';
import { UsageError, type Command } from './command.ts';

export const login: Command = {
  name: 'login',
  usage: '--url URL --key KEY [--project TEAM/PROJECT]',
  summary: 'keeps the address of a server and a key for later, after trying them',
  async run(call) {
    const url = call.text('url');
    const key = call.text('key');
    if (url === undefined || key === undefined) throw new UsageError('login requires --url and --key');
    const connection = connectionTo(url, key);
    const { viewer } = await atelierOf(connection).request(ViewerDocument, {}, { attempts: 2 });
    const project = call.text('project');
    saveSettings({ url: connection.url, key, ...(project === undefined ? {} : { project }) });
    if (call.json)
      call.output(
        JSON.stringify({ url: connection.url, user: viewer.user, teams: viewer.teams.map(({ slug, role }) => ({ slug, role })) }),
      );
    else
      call.output(
        `${connection.url} knows this key; it sees ${viewer.teams.map(({ slug, role }) => `${slug} (${role.toLowerCase()})`).join(', ') || 'no team'}. Kept in ${settingsPath()}.`,
      );
  },
};
