/** The explorer of members that say numbers, or any number of labels: what it shows is what the fusion of their predictions says. */
import { fuse, measure } from '@atelier/ml/fusion';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../../../../apps/web/src/features/fusion/answers.ts';
import { calibrationLine } from '../../../../apps/web/src/features/fusion/calibration-line.ts';
import { createChoices } from '../../../../apps/web/src/features/fusion/choices.ts';
import { intervalOf } from '../../../../apps/web/src/features/fusion/interval-of.ts';
import { createLandscape } from '../../../../apps/web/src/features/fusion/landscape.ts';
import type { LabelPart, ValuePart } from '../../../../apps/web/src/features/fusion/members.ts';
import { createRandom } from '../../../../packages/ml/src/random.ts';

const samples = 150;
const ids = Array.from({ length: samples }, (_, sample) => `work-${sample}`);
const rows = Int32Array.from(ids, (_, row) => row);

function drawValues(part: 'test' | 'validation', seed: number, outputs = ['year']): ValuePart {
  const random = createRandom(seed);
  const truth = Float64Array.from({ length: samples * outputs.length }, () => 1800 + 50 * random.normal());
  const member = (error: number) => ({
    task: 'regression' as const,
    name: `error ${error}`,
    ids,
    part,
    outputs: outputs.length,
    names: outputs,
    truth,
    scores: Float32Array.from(truth, (value) => value + error * random.normal()),
  });
  return { task: 'values', members: [member(10), member(12), member(30)], outputs, truth, ids, rows };
}

function drawLabels(part: 'test' | 'validation', seed: number): LabelPart {
  const random = createRandom(seed);
  const classes = ['sea', 'night', 'portrait', 'war'];
  const truth = Uint8Array.from({ length: samples * classes.length }, () => (random.uniform() < 0.3 ? 1 : 0));
  const member = (skill: number) => ({
    task: 'multilabel' as const,
    name: `skill ${skill}`,
    ids,
    part,
    classes,
    truth,
    scores: Float32Array.from(truth, (has) => 1 / (1 + Math.exp(-random.normal() - skill * (has - 0.5)))),
  });
  return { task: 'labels', members: [member(2), member(3)], classes, truth, ids, rows };
}

describe('a calibration curve', () => {
  it('is drawn without the points that only a few works stand on', () => {
    const curve = { predicted: [0.3, 0.5, 0.9], observed: [0, 0.5, 0.8], counts: [1, 6, 40] };
    expect(calibrationLine(curve)).toEqual({ x: [0.5, 0.9], y: [0.5, 0.8] });
  });
});

describe('members that say numbers', () => {
  const parts = { test: drawValues('test', 1), validation: drawValues('validation', 2) };
  const engine = createEngine(parts);
  const weights = [0.5, 0.3, 0.2];
  const fused = fuse(parts.test.members, { method: 'weighted', weights });

  it('are measured as their fusion is', () => {
    const { metrics } = engine.view({ method: 'weighted', weights });
    for (const metric of ['rmse', 'mae', 'mse', 'r2']) expect(metrics[metric]).toBe(measure(fused, metric));
  });

  it('are drawn against the truth, with every sample in one bin of what they are off by', () => {
    const { figures } = engine.view({ method: 'weighted', weights });
    if (figures.task !== 'values') throw new Error(figures.task);
    expect([...figures.pairs[0]!.predicted]).toEqual([...fused.scores]);
    expect([...figures.pairs[0]!.truth]).toEqual([...parts.test.truth]);
    expect(figures.residuals[0]!.counts.reduce((sum, count) => sum + count)).toBe(samples);
    expect(figures.residuals[0]!.middles[10]).toBeCloseTo(0, 12);
  });

  it('dispute the works on which they lie furthest apart, and one of them is nearest', () => {
    const { members, disputed } = engine.members();
    const apart = disputed.shown.map((_, index) => {
      const said = members.map((member) => Number(member.said[index]));
      return Math.max(...said) - Math.min(...said);
    });
    // Numbers are said with four digits.
    apart.slice(1).forEach((each, index) => expect(each).toBeLessThanOrEqual(apart[index]! + 2));
    expect(members.reduce((sum, { disputedRight }) => sum + disputedRight, 0)).toBe(disputed.count);
  });

  it('have weights chosen by least error, and a band about it', () => {
    const { weights: chosen, on } = createChoices(parts).choose('rmse', 'weighted')!;
    expect(on).toBe('validation');
    expect(chosen[2]).toBeLessThan(chosen[0]!);
    const landscape = createLandscape(parts);
    const { values, best, alike } = landscape.landscape('rmse', 'weighted')!;
    expect(values[best]).toBe(Math.min(...values));
    expect([...alike]).toContain(best);
    const { test, low, high } = landscape.line('rmse', 'weighted', weights, 0);
    test.forEach((value, at) => expect([low[at]! < value, high[at]! > value]).toEqual([true, true]));
  });

  it('are tested by squared error where R² is asked for, which no pairs are tested by', () => {
    const gain = createChoices(parts).gain({ method: 'weighted', weights, metric: 'r2', byFolds: false });
    expect(gain.metric).toBe('rmse');
    expect(gain.low).toBeLessThanOrEqual(gain.difference);
  });

  it('have several outputs, each drawn by itself, and no band for the root of their mean', () => {
    const test = drawValues('test', 3, ['year', 'height']);
    const { figures, metrics } = createEngine({ test, validation: undefined }).view({ method: 'weighted', weights });
    if (figures.task !== 'values') throw new Error(figures.task);
    const both = fuse(test.members, { method: 'weighted', weights });
    expect([...figures.pairs[1]!.predicted]).toEqual([...both.scores].filter((_, at) => at % 2 === 1));
    expect(metrics.mse).toBe(measure(both, 'mse'));
    expect(intervalOf(both, 'rmse').low).toBeNaN();
    expect(intervalOf(both, 'mse').low).toBeGreaterThan(0);
  });
});

describe('members that give labels', () => {
  const parts = { test: drawLabels('test', 1), validation: drawLabels('validation', 2) };
  const engine = createEngine(parts);
  const weights = [0.4, 0.6];

  it.each(['weighted', 'geometric', 'rank', 'vote'] as const)('are measured as their fusion by %s is', (method) => {
    const fused = fuse(parts.test.members, { method, weights });
    const { metrics, figures } = engine.view({ method, weights });
    for (const metric of ['accuracy', 'hamming_loss', 'macro_f1', 'micro_f1']) expect(metrics[metric]).toBe(measure(fused, metric));
    expect(metrics.auc).toBeCloseTo(measure(fused, 'auc'), 12);
    if (figures.task !== 'labels') throw new Error(figures.task);
    expect(Array.from(figures.f1).reduce((sum, value) => sum + value) / 4).toBeCloseTo(measure(fused, 'macro_f1'), 12);
    expect(figures.roc).toHaveLength(4);
  });

  it('dispute works by their labels, and are right when all of them are', () => {
    const { members, disputed } = engine.members();
    expect(disputed.count).toBeGreaterThan(0);
    disputed.shown.forEach(({ truth }, index) => {
      for (const { said, off } of members) expect(off[index] === 0).toBe(said[index] === truth);
    });
  });

  it('have a band about the share of wrong labels, and a curve of each metric', () => {
    const landscape = createLandscape(parts);
    for (const metric of ['accuracy', 'macro_f1', 'auc', 'hamming_loss'] as const) {
      const { test, low, validation } = landscape.line(metric, 'weighted', weights, 0);
      expect(test.every(Number.isFinite) && validation!.every(Number.isFinite)).toBe(true);
      expect(low.every(Number.isFinite)).toBe(metric === 'accuracy' || metric === 'hamming_loss');
    }
  });
});
