// Weights of members, which sum to 1: what is given to one is taken from the others in proportion.

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

interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
}

const directions: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 };

/** The weight that a key of a slider asks for, in hundredths, ten at a time with Shift. Undefined for other keys. */
export function weightByKey(weight: number, { key, shiftKey }: Key): number | undefined {
  if (key === 'Home') return 0;
  if (key === 'End') return 1;
  const steps = directions[key];
  return steps === undefined ? undefined : moved(weight, steps * (shiftKey ? 10 : 1));
}

// Where the corners of the triangle lie.
const corners: Readonly<Record<string, readonly [member: number, step: number]>> = {
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  ArrowLeft: [1, 1],
  ArrowRight: [2, 1],
};

/** The weights of three that a key asks for: up, left and right go towards the corners, down away from the upper one. */
export function weightsByKey(weights: readonly number[], { key, shiftKey }: Key): number[] | undefined {
  const [member, step] = corners[key] ?? [];
  if (member === undefined || step === undefined) return undefined;
  return withWeight(weights, member, moved(weights[member]!, step * (shiftKey ? 10 : 1)));
}

function moved(weight: number, hundredths: number): number {
  return Math.min(1, Math.max(0, (Math.round(weight * 100) + hundredths) / 100));
}

/** A weight as one types it: `0.4`, `,4`, `40 %`. Undefined for what is no weight. */
export function typedWeight(text: string): number | undefined {
  const [, digits, percent] = /^\s*(\d*[.,]?\d*)\s*(%?)\s*$/.exec(text) ?? [];
  if (!digits || !/\d/.test(digits)) return undefined;
  const value = Number(digits.replace(',', '.')) / (percent ? 100 : 1);
  return value >= 0 && value <= 1 ? value : undefined;
}
