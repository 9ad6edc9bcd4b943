// Where a run comes from and what was made of it, as boxes in columns and the lines between them.

export interface LineageNode {
  readonly id: string;
  /** What it is, in a word. */
  readonly kind: string;
  readonly name: string;
  readonly note?: string;
  readonly href?: string | undefined;
  /** The number of a run, for its colour. */
  readonly run?: number;
  /** The one that the page is about. */
  readonly here?: boolean;
}

export interface PlacedNode extends LineageNode {
  readonly x: number;
  readonly y: number;
}

export interface Lineage {
  readonly nodes: readonly PlacedNode[];
  readonly lines: readonly { readonly from: string; readonly to: string; readonly path: string }[];
  readonly width: number;
  readonly height: number;
}

export const box = { width: 184, height: 52 };
const gap = { x: 48, y: 14 };

/**
 * Places nodes in columns: each as far right as the longest way that leads to it, in the order given. Lines to nodes that are not there, and a
 * line that would close a circle, are left out.
 */
export function placeLineage(nodes: readonly LineageNode[], edges: readonly (readonly [from: string, to: string])[]): Lineage {
  const known = new Set(nodes.map((node) => node.id));
  const lines = [...new Map(edges.map((edge) => [edge.join(' '), edge])).values()].filter(
    ([from, to]) => known.has(from) && known.has(to) && from !== to,
  );
  const columnOf = columns(nodes, lines);
  const used = new Map<number, number>();
  const most = Math.max(1, ...countsOf(columnOf.values()).values());
  const counts = countsOf(columnOf.values());
  const placed = nodes.map((node) => {
    const column = columnOf.get(node.id) ?? 0;
    const turn = used.get(column) ?? 0;
    used.set(column, turn + 1);
    // A short column stands in the middle of the longest.
    const start = ((most - (counts.get(column) ?? 1)) * (box.height + gap.y)) / 2;
    return { ...node, x: column * (box.width + gap.x), y: start + turn * (box.height + gap.y) };
  });
  const at = new Map(placed.map((node) => [node.id, node]));
  return {
    nodes: placed,
    lines: lines.map(([from, to]) => ({ from, to, path: bend(at.get(from)!, at.get(to)!) })),
    width: Math.max(box.width, ...placed.map((node) => node.x + box.width)),
    height: Math.max(box.height, ...placed.map((node) => node.y + box.height)),
  };
}

function columns(nodes: readonly LineageNode[], lines: readonly (readonly [string, string])[]): Map<string, number> {
  const column = new Map(nodes.map((node) => [node.id, 0]));
  // Each pass moves at least one node; without circles no node moves further than there are nodes.
  for (let pass = 0; pass < nodes.length; pass += 1) {
    let moved = false;
    for (const [from, to] of lines) {
      const least = column.get(from)! + 1;
      if (column.get(to)! < least && least < nodes.length) {
        column.set(to, least);
        moved = true;
      }
    }
    if (!moved) break;
  }
  return column;
}

function countsOf(values: Iterable<number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function bend(from: PlacedNode, to: PlacedNode): string {
  const [x1, y1] = [from.x + box.width, from.y + box.height / 2];
  const [x2, y2] = [to.x, to.y + box.height / 2];
  const middle = (x1 + x2) / 2;
  return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
}
