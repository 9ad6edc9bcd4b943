import { CHUNK } from './chunk.ts';

/** So many neighbours are worth rewriting before they fill a chunk. */
const MANY = 16;

/** A chunk by its place and its number of points. */
export interface Piece {
  readonly seq: number;
  readonly count: number;
}

/**
 * Which chunks of a series become one: neighbours that together fill at most a whole chunk. Few of them that fill none wait for more,
 * unless the series is over. Each point is rewritten a few times at most, however it came.
 */
export function groupsToMerge<Item extends Piece>(pieces: readonly Item[], isOver: boolean): Item[][] {
  const groups: Item[][] = [];
  let group: Item[] = [];
  let points = 0;
  const close = (isFull: boolean) => {
    if (group.length >= (isFull || isOver ? 2 : MANY)) groups.push(group);
    group = [];
    points = 0;
  };
  for (const piece of pieces) {
    const follows = group.length === 0 || group.at(-1)!.seq + group.at(-1)!.count === piece.seq;
    if (!follows || points + piece.count > CHUNK) close(follows);
    group.push(piece);
    points += piece.count;
  }
  close(points === CHUNK);
  return groups;
}
