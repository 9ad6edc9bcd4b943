import DataLoader from 'dataloader';
import { type Context, once } from '../../../context.ts';
import { invalidInput } from '../../../errors.ts';
import { findLeases } from './store.ts';

const MOST_HOURS = 24 * 31;

interface Asked {
  readonly agentId: string;
  readonly hours: number;
}

/** Which share of the last hours, from 0 to 1, an agent spent on launches of the viewer's teams. Agents of one list are asked for together. */
export function busyShareOf(context: Context, asked: Asked): Promise<number> {
  if (asked.hours < 1 || asked.hours > MOST_HOURS) throw invalidInput(`hours are 1 to ${MOST_HOURS}, got ${asked.hours}`, 'hours');
  const loader = once(
    context,
    busyShareOf,
    () =>
      new DataLoader<Asked, number, string>((all) => sharesOf(context, all), { cache: false, cacheKeyFn: (each) => JSON.stringify(each) }),
  );
  return loader.load(asked);
}

async function sharesOf({ db, app }: Context, asked: readonly Asked[]): Promise<number[]> {
  const now = app.now().getTime();
  const longest = Math.max(...asked.map(({ hours }) => hours));
  const leases = await findLeases(
    db,
    asked.map(({ agentId }) => agentId),
    new Date(now - longest * 3_600_000),
  );
  return asked.map(({ agentId, hours }) => {
    const spans = leases.filter((lease) => lease.agentId === agentId).map(({ from, to }) => [from, to ?? now] as const);
    return busyShare(spans, now - hours * 3_600_000, now);
  });
}

/** Which share of a window lies in at least one of the spans, all in milliseconds. Spans that overlap count once: an agent is busy or it is not. */
export function busyShare(spans: readonly (readonly [from: number, to: number])[], from: number, to: number): number {
  let busy = 0;
  let covered = from;
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0])) {
    const begin = Math.max(start, covered);
    const last = Math.min(end, to);
    if (last <= begin) continue;
    busy += last - begin;
    covered = last;
  }
  return to > from ? busy / (to - from) : 0;
}
