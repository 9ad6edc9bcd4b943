/**
 * One ordered, colour-blind-safe set of ten, and its lighter twin for dark ground. A run's number picks its colour, so it
 * is the same on every page and after every reload.
 */
export const lightColors = [
  '#2346c8',
  '#c2571a',
  '#0f8a6d',
  '#8a3ffc',
  '#b5890b',
  '#c22b6b',
  '#0b84a5',
  '#6b7a1e',
  '#7a4a2b',
  '#5b5f97',
] as const;
export const darkColors = [
  '#7d97ff',
  '#f0935a',
  '#3fc4a2',
  '#b98bff',
  '#e0b63c',
  '#f0709f',
  '#4fbadb',
  '#a9bb52',
  '#c08e69',
  '#9a9ed6',
] as const;

export type Scheme = 'light' | 'dark';

/** `number` is the run's number in its project, from 1. */
export function runColor(number: number, scheme: Scheme): string {
  const colors = scheme === 'dark' ? darkColors : lightColors;
  return colors[(((number - 1) % 10) + 10) % 10]!;
}

/** A second sign beside colour, for runs that share one: dashes in CSS pixels, `undefined` is a solid line. */
export function runDash(number: number, among: readonly number[]): number[] | undefined {
  const same = among.filter((other) => (other - number) % 10 === 0).sort((a, b) => a - b);
  return [undefined, [6, 3], [2, 3], [8, 3, 2, 3]][same.indexOf(number) % 4];
}
