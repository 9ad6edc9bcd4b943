import { describe, expect, it } from 'vitest';
import { halfWidth, lowerIsBetter, metricName, metricText } from '../../../../apps/web/src/charts/prepare/metric-words.ts';
import { darkColors, lightColors, runColor, runDash } from '../../../../apps/web/src/charts/prepare/run-colors.ts';
import { describeStatus } from '../../../../apps/web/src/charts/prepare/run-status.ts';
import {
  notesOf,
  octavesOf,
  rangeOf,
  sequenceKind,
  squareAround,
  strokesOf,
  strokesUpTo,
} from '../../../../apps/web/src/charts/prepare/sequence.ts';
import { meanCurve, unitPath } from '../../../../apps/web/src/charts/prepare/unit-curve.ts';
import { bandPath, niceTicks } from '../../../../apps/web/src/charts/prepare/weight-curve.ts';

const frame = { left: 0, top: 0, width: 100, height: 100 };

describe('colours of runs', () => {
  it('follow the number, so that a run keeps its colour on every page', () => {
    expect(runColor(1, 'light')).toBe(lightColors[0]);
    expect(runColor(412, 'light')).toBe(lightColors[1]);
    expect(runColor(412, 'dark')).toBe(darkColors[1]);
  });
  it('are told apart by dashes where two runs share one', () => {
    expect(runDash(3, [3, 13])).toBeUndefined();
    expect(runDash(13, [3, 13])).toEqual([6, 3]);
  });
});

describe('words of metrics', () => {
  it('write shares as percentages and others with three decimals', () => {
    expect(metricText('accuracy', 0.8672)).toBe('86.7 %');
    expect(metricText('auc', 0.9621)).toBe('0.962');
    expect(halfWidth('accuracy', 0.846, 0.888)).toBe('± 2.1');
  });
  it('show what is missing as a dash and what is no number as NaN', () => {
    expect(metricText('auc', null)).toBe('–');
    expect(metricText('loss', Number.NaN)).toBe('NaN');
    expect(metricText('loss', Number.POSITIVE_INFINITY)).toBe('∞');
  });
  it('know losses to be better low', () => {
    expect(lowerIsBetter('log_loss')).toBe(true);
    expect(lowerIsBetter('auc')).toBe(false);
    expect(metricName('test_auc')).toBe('Test AUC');
    expect(metricName('test_accuracy')).toBe('Test accuracy');
  });
});

describe('a run’s state', () => {
  it('says how far a running one is and how a finished one ended', () => {
    expect(describeStatus({ status: 'RUNNING', progress: { fraction: 0.5, epoch: 7, epochs: 12 } })).toEqual({
      text: 'epoch 7/12',
      tone: 'live',
    });
    expect(describeStatus({ status: 'CRASHED' })).toEqual({ text: 'crashed', tone: 'bad' });
  });
});

describe('sequences', () => {
  it('are notes when they hold pitches and durations, missing ones included', () => {
    expect(
      sequenceKind([
        [60, 12],
        [0, Number.NaN],
      ]),
    ).toBe('notes');
    expect(
      notesOf([
        [60, 12],
        [62, Number.NaN],
        [0, 24],
      ]),
    ).toEqual([
      { pitch: 60, start: 0, length: 1 },
      { pitch: 62, start: 1, length: 1 },
      { pitch: 0, start: 2, length: 2 },
    ]);
  });
  it('are strokes when a pen goes up and down, and numbers otherwise', () => {
    expect(
      sequenceKind([
        [1, 2, 0],
        [3, 1, 1],
      ]),
    ).toBe('strokes');
    expect(sequenceKind([[0.5, 0.25]])).toBe('numbers');
    expect(
      strokesOf([
        [1, 1, 0],
        [2, 0, 1],
        [5, 5, 1],
      ]),
    ).toEqual([
      [
        [1, 1],
        [3, 1],
      ],
      [[8, 6]],
    ]);
  });
  it('are drawn up to a point, stroke by stroke', () => {
    const strokes = strokesOf([
      [1, 1, 0],
      [2, 0, 1],
      [5, 5, 1],
    ]);
    expect(strokesUpTo(strokes, 1)).toEqual([[[1, 1]]]);
    expect(strokesUpTo(strokes, 3)).toEqual(strokes);
    expect(strokesUpTo(strokes, 0)).toEqual([]);
  });
  it('have a frame also when nothing sounds and nothing is drawn', () => {
    expect(rangeOf([{ pitch: 60, start: 0, length: 1 }], [{ pitch: 72, start: 0, length: 1 }])).toEqual({ low: 58, high: 74 });
    expect(rangeOf([{ pitch: 0, start: 0, length: 1 }])).toEqual({ low: 58, high: 74 });
    expect(octavesOf(58, 74)).toEqual([60, 72]);
    expect(squareAround([])).toEqual({ left: 0, top: 0, size: 1 });
    const { left, top, size } = squareAround([
      [
        [0, 0],
        [10, 0],
      ],
    ]);
    expect([left + size / 2, top + size / 2]).toEqual([5, 0]);
    expect(size).toBeGreaterThan(10);
  });
});

describe('curves in the unit square', () => {
  it('break where a value is no number', () => {
    expect(unitPath([0, 0.5, 0.75, 1], [0, Number.NaN, 0.5, 1], frame)).toBe('M0.0 100.0M75.0 50.0L100.0 0.0');
  });
  it('keep their ends when points fall on one pixel', () => {
    const many = Float64Array.from({ length: 10_000 }, (_, index) => index / 9_999);
    const path = unitPath(many, many, frame);
    expect(path.startsWith('M0.0 100.0')).toBe(true);
    expect(path.endsWith('100.0 0.0')).toBe(true);
    expect(path.split('L').length).toBeLessThan(400);
  });
  it('have a mean over classes that leaves out a class without samples', () => {
    const line = { x: [0, 0.5, 1], y: [0, 0.5, 1] };
    const undefinedClass = { x: [0, 0.5, 1], y: [Number.NaN, Number.NaN, Number.NaN] };
    expect(meanCurve([line, undefinedClass], 3).y).toEqual(new Float64Array([0, 0.5, 1]));
    expect(meanCurve([undefinedClass], 3).x.length).toBe(0);
  });
});

describe('a metric over weights', () => {
  it('has at most five round ticks that enclose it', () => {
    const ticks = niceTicks(0.763, 0.884);
    expect(ticks.length).toBeLessThanOrEqual(5);
    expect(ticks[0]).toBeLessThanOrEqual(0.763);
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(0.884);
    expect(niceTicks(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)).toEqual([0, 0.5, 1]);
  });
  it('has no band where its interval is not defined', () => {
    const same = (value: number) => value;
    expect(bandPath([0, 1], [Number.NaN, Number.NaN], [1, 1], same, same)).toBe('');
  });
});
