// How often faults are done, and how quickly they must be over: seldom and with patience within all tests, which run beside each other, often and
// by the letter by `npm run test:faults`.
export const isFull = process.env.ATELIER_FAULTS === 'full';

/** A number of repetitions, or the one of the full run. */
export function times(short: number, full: number): number {
  return isFull ? full : short;
}

/** A limit of time: three times as much where other tests take the processors away. */
export function withinMs(ms: number): number {
  return isFull ? ms : 3 * ms;
}
