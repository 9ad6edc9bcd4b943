/** From nothing of a member to it alone, the others as they stand to one another; all alike where they have nothing. */
export function lineThrough(weights: readonly number[], member: number): { from: number[]; to: number[] } {
  const rest = weights.reduce((sum, weight, other) => (other === member ? sum : sum + weight), 0);
  return {
    from: weights.map((weight, other) => (other === member ? 0 : rest > 0 ? weight / rest : 1)),
    to: weights.map((_, other) => (other === member ? 1 : 0)),
  };
}

/** One weight set, the others scaled so that all sum to 1. */
export function withWeight(weights: readonly number[], member: number, value: number): number[] {
  const { from } = lineThrough(weights, member);
  const sum = from.reduce((total, weight) => total + weight, 0);
  return from.map((weight, other) => (other === member ? value : (weight / sum) * (1 - value)));
}
