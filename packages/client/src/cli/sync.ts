import { readSettings, spoolFolder } from '../settings.ts';
import { syncSpools, type Synced } from '../spool/sync.ts';
import { connectionTo } from '../transport/request.ts';
import { EXIT, type Command, UsageError } from './command.ts';

export const sync: Command = {
  name: 'sync',
  words: '',
  summary: 'delivers what programs have logged and could not deliver',
  more: 'Each program keeps what it logs in a spool file until the server has it. Sent twice, it is stored once, so that this may be repeated and broken off at any time.\nSpools for other servers than the one that is known here are left alone; when it is the same server at a new address, say so with --moved. The exit code is 1 when something could not be delivered.',
  options: {
    folder: { value: 'FOLDER', summary: 'where the spools are; else ATELIER_SPOOL, else ~/.atelier/spool' },
    moved: { summary: 'takes spools that name another address too: their server is here now; runs that it does not know are left alone' },
    all: { summary: 'takes spools of programs that seem to be running too' },
  },
  examples: ['atelier sync', 'atelier sync --folder /mnt/cluster/spool --json', 'atelier sync --moved --url https://atelier.example.org'],
  async run(call) {
    const settings = readSettings();
    const folder = call.text('folder') ?? spoolFolder();
    const url = call.text('url') ?? settings.url;
    if (call.flag('moved') && url === undefined) throw new UsageError('--moved requires the address that the server has now, as --url');
    const synced = await syncSpools({
      folder,
      key: call.text('key') ?? settings.key,
      moved: call.flag('moved'),
      alsoLiving: call.flag('all'),
      ...(url === undefined ? {} : { url: connectionTo(url).url }),
    });
    if (call.json) call.output(JSON.stringify(synced.map(asJson)));
    else if (synced.length === 0) call.output(`Nothing waits in ${folder}.`);
    else for (const one of synced) call.output(asText(one));
    return synced.some(({ report }) => report !== undefined && !report.complete) ? EXIT.failed : EXIT.ok;
  },
};

function asJson({ report, ...one }: Synced): object {
  return report === undefined ? one : { ...one, ...report, stopped: report.stopped?.message };
}

function asText({ spool, url, left, report }: Synced): string {
  if (left === 'running') return `${spool}: left alone, the program that writes it seems to be running`;
  if (left === 'unknown there') return `${spool}: left alone, the server does not know its run or project; it was written for ${url}`;
  if (report === undefined)
    return `${spool}: left alone, it is for ${url}; name that server with --url and --key, or say --moved if this is the same one`;
  const { delivered, refused, damaged, complete, stopped } = report;
  const rest = complete ? '' : `; not complete: ${stopped?.message ?? 'no time left'}`;
  return [
    `${spool}: ${delivered} records delivered, ${refused.length} refused, ${damaged} damaged${rest}`,
    ...refused.map((line) => `  refused ${line}`),
  ].join('\n');
}
