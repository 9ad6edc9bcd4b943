/** Which epochs of which training are looked into for what its steps vary. */
export interface Variation {
  readonly seed: number;
  /** The first of them, from 1. */
  readonly from: number;
}

const shown = 3;

export function epochsOf({ from }: Variation): number[] {
  return Array.from({ length: shown }, (_, index) => from + index);
}

/** The epochs after these, or before them, as far as the first one. */
export function otherEpochs({ seed, from }: Variation, by: 1 | -1): Variation {
  return { seed, from: Math.max(1, from + by * shown) };
}
