import { describe, expect, it } from 'vitest';
import { createRandom, randomFromState } from '../../../packages/ml/src/random.ts';

describe('the seeded generator', () => {
  it('gives the same numbers for the same seed for ever', () => {
    const random = createRandom(7);
    expect(Array.from({ length: 4 }, () => random.uint32())).toEqual(RECORDED);
  });

  it('continues exactly from a saved state', () => {
    const random = createRandom('a');
    for (let i = 0; i < 10; i++) random.normal();
    const copy = randomFromState(random.state());
    expect(Array.from({ length: 5 }, () => copy.uniform())).toEqual(Array.from({ length: 5 }, () => random.uniform()));
  });

  it('forks streams that do not depend on one another', () => {
    const random = createRandom(1);
    const first = random.fork('weights').uint32();
    random.fork('dropout').uint32();
    expect(random.fork('weights').uint32()).toBe(first);
    expect(random.fork('dropout').uint32()).not.toBe(first);
  });

  it('draws uniform and normal numbers with the moments they should have', () => {
    const random = createRandom(3);
    const uniforms = Array.from({ length: 20000 }, () => random.uniform());
    const normals = Array.from({ length: 20000 }, () => random.normal());
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(uniforms)).toBeCloseTo(0.5, 2);
    expect(mean(normals)).toBeCloseTo(0, 1);
    expect(mean(normals.map((value) => value * value))).toBeCloseTo(1, 1);
  });

  it('permutes: every index once', () => {
    expect([...createRandom(5).permutation(100)].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });

  it('refuses a bound that is no positive integer', () => {
    expect(() => createRandom(1).integer(0)).toThrow('integer requires 1 ≤ below ≤ 2³², got 0');
  });
});

const RECORDED = [784342741, 2874928231, 2170049542, 1912564123];
