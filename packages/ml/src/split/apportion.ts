/** Whole numbers that sum to `total` and differ from `total × share` by less than one each (largest remainders). */
export function apportion(total: number, shares: readonly number[], carry: number[] = shares.map(() => 0)): number[] {
  const ideal = shares.map((share) => share * total);
  const sizes = ideal.map((size) => Math.floor(size + 1e-9));
  const wanting = shares.map((share, part) => (share > 0 ? ideal[part] - sizes[part] + carry[part] : Number.NEGATIVE_INFINITY));
  const order = wanting.map((_, part) => part).sort((one, other) => wanting[other] - wanting[one] || one - other);
  const left = total - sizes.reduce((sum, size) => sum + size, 0);
  for (const part of order.slice(0, left)) sizes[part]++;
  // What this class got too little of, the next one makes up for: so the totals stay right as well.
  sizes.forEach((size, part) => {
    carry[part] += ideal[part] - size;
  });
  return sizes;
}
