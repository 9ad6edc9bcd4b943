// What is known of the samples of a record beside what was predicted of them: which belong together, and which fold tested each.
import type { Context } from '../../context.ts';
import { drawnSplit, getSplit } from '../splits/service.ts';
import { withGroups } from './groups.ts';
import type { Recorded } from './service.ts';

/** The number of each sample's group; empty where each stands alone. */
export async function groupsOf(context: Context, recorded: Recorded): Promise<Int32Array> {
  const { groups = [] } = await withGroups(context, recorded);
  const numberOf = new Map<string, number>();
  return Int32Array.from(groups, (group) => {
    if (!numberOf.has(group)) numberOf.set(group, numberOf.size);
    return numberOf.get(group)!;
  });
}

/** The fold that each sample was tested in; empty for a run that is not over folds, or where rows are not known. */
export async function foldsOfSamples(context: Context, { foldsOf, part, rows }: Recorded): Promise<Int32Array> {
  if (foldsOf === null || part !== 'TEST') return new Int32Array(0);
  const { testedIn } = drawnSplit(await getSplit(context, foldsOf)).folds!;
  return rows.map((row) => testedIn[row]!);
}
