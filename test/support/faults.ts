// How often faults are done: seldom within all tests, often by `npm run test:faults`.
export const isFull = process.env.ATELIER_FAULTS === 'full';

/** A number of repetitions, or the one of the full run. */
export function times(short: number, full: number): number {
  return isFull ? full : short;
}
