/**
 * The server as it is, but that appendMetrics stores its points as rows: the same HTTP, sign-in by key, policy, GraphQL and decoding, so that what
 * is compared is how points are stored. For bench/ alone.
 */
import { pino } from 'pino';
import { admit } from '../../apps/server/src/admit.ts';
import { readConfig } from '../../apps/server/src/config.ts';
import type { Context } from '../../apps/server/src/context.ts';
import { rowId } from '../../apps/server/src/ids.ts';
import { openServer } from '../../apps/server/src/open.ts';
import { POLICY } from '../../apps/server/src/policy.ts';
import { schema } from '../../apps/server/src/schema.ts';
import { INSERT_ROWS } from './row-table.ts';

interface Column {
  readonly key: string;
  readonly start: number;
  readonly values: Float64Array;
  readonly times: Float64Array;
}

const name = 'Mutation.appendMetrics';
const ids = new Map<string, number>();

function seriesOf(run: string, key: string): number {
  const series = `${run} ${key}`;
  const id = ids.get(series) ?? ids.size;
  ids.set(series, id);
  return id;
}

schema.getMutationType()!.getFields().appendMetrics!.resolve = async (
  _root,
  args: { input: { run: string; columns: Column[] } },
  context: Context,
) => {
  const { app } = await admit(POLICY[name]!, context, args);
  const run = rowId('Run', args.input.run);
  const flat = { series: [] as number[], steps: [] as number[], times: [] as number[], values: [] as number[] };
  for (const { key, start, values, times } of args.input.columns) {
    const series = seriesOf(run, key);
    for (let index = 0; index < values.length; index++) {
      flat.series.push(series);
      flat.steps.push(start + index);
      flat.times.push(times[index]!);
      flat.values.push(values[index]!);
    }
  }
  await app.database.sql.run({ name: 'insert rows', text: INSERT_ROWS }, [flat.series, flat.steps, flat.times, flat.values]);
  return true;
};

const config = readConfig();
const { url, signInLink } = await openServer(config, pino({ level: config.logLevel }));
console.log(JSON.stringify({ url, signInLink }));
