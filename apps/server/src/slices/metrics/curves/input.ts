import { invalidInput } from '../../../errors.ts';
import { rowId } from '../../../ids.ts';
import type { Axis } from './axis.ts';
import type { CurveRequest } from './curve.ts';
import { givenCursor } from './cursor.ts';

const MOST_KEYS = 200;
const MOST_PIXELS = 20_000;
const MOST_RUNS = 500;
const MOST_CURVES = 10_000;

export interface CurveArguments {
  readonly x?: Axis | null | undefined;
  readonly from?: number | null | undefined;
  readonly to?: number | null | undefined;
  readonly pixels?: number | null | undefined;
  readonly since?: number | null | undefined;
}

/** What is asked of curves. Throws `INVALID_INPUT`. */
export function givenRequest({ x, from, to, pixels, since }: CurveArguments, withTimes: boolean): CurveRequest {
  if (pixels != null && (!Number.isInteger(pixels) || pixels < 1 || pixels > MOST_PIXELS))
    throw invalidInput(`pixels must be a whole number from 1 to ${MOST_PIXELS}, got ${pixels}`, 'pixels');
  return { axis: x ?? 'STEP', from: from ?? null, to: to ?? null, pixels: pixels ?? null, since: givenCursor(since), withTimes };
}

/** The names of the curves that are asked for, each once. */
export function givenKeys(keys: readonly string[]): string[] {
  if (keys.length > MOST_KEYS)
    throw invalidInput(`At most ${MOST_KEYS} curves of a run can be asked for at once, got ${keys.length}`, 'keys');
  return [...new Set(keys)];
}

/** The rows of the runs whose curves are asked for, each once. */
export function givenRunIds(ids: readonly string[], keys: readonly string[], field = 'runs'): string[] {
  if (ids.length > MOST_RUNS) throw invalidInput(`Curves of at most ${MOST_RUNS} runs can be asked for at once, got ${ids.length}`, field);
  if (ids.length * keys.length > MOST_CURVES)
    throw invalidInput(
      `At most ${MOST_CURVES} curves can be asked for at once, got ${ids.length} runs with ${keys.length} keys`,
      field,
      'keys',
    );
  return [...new Set(ids.map((id) => rowId('Run', id)))];
}
