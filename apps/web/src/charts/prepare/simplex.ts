// The triangle of all weights of three members: where a mixture lies in it, which mixture lies at a place, and its tiles.

export interface Triangle {
  /** Where all weight on one member is: the first at the top, the second left, the third right. */
  readonly corners: readonly [Place, Place, Place];
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** An upright triangle of this width with equal sides. */
export function triangle(left: number, top: number, width: number): Triangle {
  const height = (width * Math.sqrt(3)) / 2;
  return {
    corners: [
      { x: left + width / 2, y: top },
      { x: left, y: top + height },
      { x: left + width, y: top + height },
    ],
  };
}

export function placeOf({ corners }: Triangle, weights: ArrayLike<number>): Place {
  const sum = (axis: 'x' | 'y') => corners.reduce((total, corner, index) => total + corner[axis] * (weights[index] ?? 0), 0);
  return { x: sum('x'), y: sum('y') };
}

/** The weights at a place, in hundredths; outside, those at the nearest edge or so. */
export function weightsAt({ corners: [top, left, right] }: Triangle, { x, y }: Place): number[] {
  const first = (left.y - y) / (left.y - top.y);
  const third = (x - left.x - first * (top.x - left.x)) / (right.x - left.x);
  const inside = [first, 1 - first - third, third].map((weight) => Math.max(0, weight));
  const sum = inside.reduce((total, weight) => total + weight, 0);
  const [one, , three] = inside.map((weight) => Math.round((100 * weight) / sum));
  return [one! / 100, Math.max(0, 100 - one! - three!) / 100, three! / 100];
}

/** The number of steps of a grid with so many points. */
export function stepsOf(points: number): number {
  return Math.round((Math.sqrt(8 * points + 1) - 3) / 2);
}

/** One path for each of `levels` shades, from the lowest values to the highest: a hexagon about each point. What is no number has none. */
export function tilePaths(
  place: Triangle,
  weights: readonly ArrayLike<number>[],
  values: ArrayLike<number>,
  levels: number,
): { paths: string[]; low: number; high: number } {
  const known = Array.from(values).filter(Number.isFinite);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const radius = (place.corners[2].x - place.corners[1].x) / stepsOf(weights.length) / Math.sqrt(3);
  const paths = new Array<string>(levels).fill('');
  weights.forEach((shares, index) => {
    const value = values[index]!;
    if (!Number.isFinite(value)) return;
    const level = high > low ? Math.min(levels - 1, Math.floor(((value - low) / (high - low)) * levels)) : levels - 1;
    paths[level] += hexagon(placeOf(place, shares), radius);
  });
  return { paths, low, high };
}

function hexagon({ x, y }: Place, radius: number): string {
  const corners = Array.from({ length: 6 }, (_, side) => {
    const angle = (side * Math.PI) / 3 + Math.PI / 6;
    return `${(x + radius * Math.cos(angle)).toFixed(1)} ${(y + radius * Math.sin(angle)).toFixed(1)}`;
  });
  return `M${corners.join('L')}Z`;
}

/** A path of dots, for a line with round ends. */
export function dotsPath(place: Triangle, points: Iterable<ArrayLike<number>>): string {
  let path = '';
  for (const shares of points) {
    const { x, y } = placeOf(place, shares);
    path += `M${x.toFixed(1)} ${y.toFixed(1)}h0`;
  }
  return path;
}
