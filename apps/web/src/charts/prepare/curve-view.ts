// How curves are looked at: the same choices on every page that shows some, and how they stand in the address.
import { number } from '../../lib/format.ts';
import type { XAxis } from './curves.ts';

export interface CurveView {
  readonly axis: XAxis;
  readonly logX: boolean;
  readonly logY: boolean;
  /** Weight of the past in [0, 1). */
  readonly smoothing: number;
  /** Whether a few extreme values may leave the frame, so that the rest can be seen. */
  readonly clipOutliers: boolean;
}

export const axisNames: Readonly<Record<XAxis, string>> = { step: 'Step', epoch: 'Epoch', relative: 'Relative', time: 'Clock' };

/** What stands under the axis. */
export const axisLabels: Readonly<Record<XAxis, string>> = { step: 'step', epoch: 'epoch', relative: 'seconds', time: 'time' };

/** The axis in the words of the API. */
export const axisArguments = { step: 'STEP', epoch: 'EPOCH', relative: 'RELATIVE', time: 'TIME' } as const;

/** A place on the axis, written for a person. */
export function axisText(axis: XAxis, value: number): string {
  return axis === 'time' ? new Date(value * 1000).toLocaleString('en-GB', { dateStyle: 'short', timeStyle: 'medium' }) : number(value, 6);
}

/** `x`, `log`, `smooth` and `outliers` of a query string; anything else in them is the usual. */
export function readCurveView(query: Pick<URLSearchParams, 'get'>): CurveView {
  const axis = query.get('x') ?? 'step';
  const log = query.get('log') ?? '';
  const smoothing = Number(query.get('smooth') ?? 0);
  return {
    axis: axis in axisNames ? (axis as XAxis) : 'step',
    logX: log.includes('x'),
    logY: log.includes('y'),
    smoothing: smoothing > 0 && smoothing < 1 ? smoothing : 0,
    clipOutliers: query.get('outliers') === 'clip',
  };
}

/** What differs from the usual, as values of a query string; an empty one is to leave it. */
export function writeCurveView({ axis, logX, logY, smoothing, clipOutliers }: CurveView): Record<string, string> {
  return {
    x: axis === 'step' ? '' : axis,
    log: `${logX ? 'x' : ''}${logY ? 'y' : ''}`,
    smooth: smoothing > 0 ? String(smoothing) : '',
    outliers: clipOutliers ? 'clip' : '',
  };
}
