import { readSettings, spoolFolder } from '../settings.ts';
import { syncSpools } from '../spool/sync.ts';
import { EXIT, type Command } from './command.ts';

export const sync: Command = {
  name: 'sync',
  usage: '[--folder FOLDER] [--all]',
  summary: 'delivers what programs have logged and could not deliver; --all takes spools of programs that seem to be running',
  options: { folder: { type: 'string' }, all: { type: 'boolean' } },
  async run(call) {
    const folder = call.text('folder') ?? spoolFolder();
    const key = call.text('key') ?? readSettings().key;
    const url = call.text('url');
    const synced = await syncSpools({ folder, key, alsoLiving: call.flag('all'), ...(url === undefined ? {} : { url }) });
    if (call.json)
      call.output(
        JSON.stringify(
          synced.map(({ report, ...one }) => ({
            ...one,
            ...(report === undefined ? { left: true } : { ...report, stopped: report.stopped?.message }),
          })),
        ),
      );
    else if (synced.length === 0) call.output(`Nothing waits in ${folder}.`);
    for (const { spool, report } of call.json ? [] : synced) {
      if (report === undefined) call.output(`${spool}: left alone, the program that writes it is running`);
      else
        call.output(
          `${spool}: ${report.delivered} records delivered, ${report.refused.length} refused, ${report.damaged} damaged${report.complete ? '' : `; not complete: ${report.stopped?.message ?? 'no time left'}`}`,
        );
      for (const line of report?.refused ?? []) call.output(`  refused ${line}`);
    }
    return synced.some(({ report }) => report !== undefined && !report.complete) ? EXIT.failed : EXIT.ok;
  },
};
