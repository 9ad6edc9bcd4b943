import { describe, expect, it } from 'vitest';
import { box, type LineageNode, placeLineage } from '../../../../apps/web/src/charts/prepare/lineage.ts';

const nodes = (...ids: string[]): LineageNode[] => ids.map((id) => ({ id, kind: 'thing', name: id }));
const columnsOf = (lineage: ReturnType<typeof placeLineage>) => {
  const places = [...new Set(lineage.nodes.map((node) => node.x))].sort((a, b) => a - b);
  return Object.fromEntries(lineage.nodes.map((node) => [node.id, places.indexOf(node.x)]));
};

describe('a lineage', () => {
  it('places everything right of all that it was made of', () => {
    const lineage = placeLineage(nodes('data', 'split', 'cnn', 'rnn', 'fusion'), [
      ['data', 'split'],
      ['data', 'cnn'],
      ['split', 'cnn'],
      ['split', 'rnn'],
      ['cnn', 'fusion'],
      ['rnn', 'fusion'],
    ]);
    expect(columnsOf(lineage)).toEqual({ data: 0, split: 1, cnn: 2, rnn: 2, fusion: 3 });
  });
  it('lets no two boxes overlap, and keeps all of them inside', () => {
    const {
      nodes: placed,
      width,
      height,
    } = placeLineage(
      nodes('a', 'b', 'c', 'd', 'e'),
      ['b', 'c', 'd', 'e'].map((id) => ['a', id] as const),
    );
    for (const [index, one] of placed.entries()) {
      expect(one.x + box.width).toBeLessThanOrEqual(width);
      expect(one.y + box.height).toBeLessThanOrEqual(height);
      for (const other of placed.slice(index + 1))
        expect(Math.abs(one.x - other.x) >= box.width || Math.abs(one.y - other.y) >= box.height).toBe(true);
    }
  });
  it('ends even if somebody says that things were made of each other', () => {
    const lineage = placeLineage(nodes('a', 'b'), [
      ['a', 'b'],
      ['b', 'a'],
      ['a', 'a'],
    ]);
    expect(lineage.nodes).toHaveLength(2);
    for (const { x } of lineage.nodes) expect(Number.isFinite(x)).toBe(true);
  });
  it('draws each line once, and none to what is not there', () => {
    const lineage = placeLineage(nodes('a', 'b'), [
      ['a', 'b'],
      ['a', 'b'],
      ['a', 'gone'],
    ]);
    expect(lineage.lines.map(({ from, to }) => [from, to])).toEqual([['a', 'b']]);
  });
});
