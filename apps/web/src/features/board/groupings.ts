import type { GroupKey } from './board-state.ts';

/** Params that are not part of the question, only of the luck of the draw. */
export const drawn = ['seed', 'training.seed'];
export const allButSeed: readonly GroupKey[] = [{ column: 'params', except: drawn }];

export function isAllButSeed(groupBy: readonly GroupKey[]): boolean {
  return groupBy.length === 1 && groupBy[0]!.column === 'params' && groupBy[0]!.except.join() === drawn.join();
}
