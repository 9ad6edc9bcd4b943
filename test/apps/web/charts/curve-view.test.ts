import { describe, expect, it } from 'vitest';
import { readCurveView, writeCurveView } from '../../../../apps/web/src/charts/prepare/curve-view.ts';

describe('how curves are looked at', () => {
  it('comes back from the address as it was', () => {
    const view = { axis: 'relative', logX: true, logY: true, smoothing: 0.6, clipOutliers: true } as const;
    expect(readCurveView(new URLSearchParams(writeCurveView(view)))).toEqual(view);
  });
  it('leaves no trace in the address when it is the usual', () => {
    expect(Object.values(writeCurveView(readCurveView(new URLSearchParams()))).join('')).toBe('');
  });
  it('takes what it does not know for the usual', () => {
    expect(readCurveView(new URLSearchParams('x=furlong&log=z&smooth=7&outliers=hide'))).toEqual(readCurveView(new URLSearchParams()));
  });
});
