import { DataError } from '@atelier/ml/formats';
import {
  assignmentOf,
  foldCount,
  makeSplit,
  PART_CODES,
  partRows,
  type Split,
  type SplitOptions,
  type SplitStrategy,
  splitFromJson,
  splitOfRows,
  splitToJson,
  summariseSplit,
} from '@atelier/ml/split';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const labels = Int32Array.from({ length: 60 }, (_, row) => (row < 30 ? 0 : row < 50 ? 1 : 2));
const groups = Array.from({ length: 60 }, (_, row) => `g${Math.floor(row / 3)}`);
const times = Array.from({ length: 60 }, (_, row) => (row * 37) % 60);
const base = { samples: 60, labels, groups, times, seed: 7, allowEmptyClasses: true } as const;

const written = (assignment: Uint8Array): string => [...assignment].map((code) => 'tvx'[code] ?? '-').join('');

describe('the same seed gives the same split for ever', () => {
  // Recorded once. If one of these changes, every split that was ever drawn with that strategy changes with it.
  it.each<[SplitStrategy, string]>([
    ['random', 'vxttvtttxvtttvttxxtxttvttxttttvxttttttttxtvtttttxtttvtvttttt'],
    ['stratified', 'txtvtvtxttxvvtttttttvtttttttxtttttttvvttttttxvxttxttttxtvttx'],
    ['grouped', 'tttttttttttttttvvvxxxttttttttttttxxxttttttttttttxxxvvvtttvvv'],
    ['stratified-grouped', 'tttvvvttttttxxxtttttttttvvvttttttvvvttttttxxxtttxxxvvvtttttt'],
    ['time', 'tttxttvtxttvttttxttvtxttvttttxttvtxttvttttxttvtxttvttttxttvt'],
  ])('%s', (strategy, expected) => {
    expect(written(makeSplit({ ...base, strategy }).assignment)).toBe(expected);
  });

  it('folds, inner folds and hash', () => {
    const split = makeSplit({ ...base, protocol: 'k-fold', strategy: 'stratified', folds: 3, repeats: 2 });
    expect([...(split.folds?.testedIn ?? [])].join('')).toBe(
      '110102222022121102000111100202010122220002110112100002121122211000011202021012121212122000222012202011000011111020212120',
    );
    expect(split.hash).toBe('2622c518a9af2011c745fe3f249ebff2e0002241c9291756017b9722360071f5');
  });
});

describe('strategies', () => {
  const anyRows = fc.record({
    labels: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 30, maxLength: 200 }),
    seed: fc.integer({ min: 0, max: 1e9 }),
    train: fc.integer({ min: 2, max: 8 }),
  });

  it('stratified: every class within one row of its share in every part, and every part within one of its own', () => {
    fc.assert(
      fc.property(anyRows, ({ labels: drawn, seed, train }) => {
        const fractions = { train: train / 10, validation: (9 - train) / 10, test: 0.1 };
        fc.pre(new Set(drawn).size > 1);
        const { assignment } = makeSplit({
          samples: drawn.length,
          labels: drawn,
          strategy: 'stratified',
          seed,
          fractions,
          allowEmptyClasses: true,
        });
        for (const [part, code] of Object.entries(PART_CODES)) {
          const share = fractions[part as keyof typeof fractions];
          for (const label of new Set(drawn)) {
            const total = drawn.filter((other) => other === label).length;
            const got = drawn.filter((other, row) => other === label && assignment[row] === code).length;
            expect(Math.abs(got - share * total)).toBeLessThan(1 + 1e-9);
          }
          expect(Math.abs(assignment.filter((other) => other === code).length - share * drawn.length)).toBeLessThan(2);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('grouped: no group ever in two parts or folds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 25 }), { minLength: 80, maxLength: 200 }),
        fc.integer({ min: 0, max: 1e9 }),
        fc.constantFrom('grouped' as const, 'stratified-grouped' as const),
        (drawn, seed, strategy) => {
          const names = drawn.map(String);
          const classes = drawn.map((group, row) => (group + row) % 3);
          const options = { samples: drawn.length, groups: names, labels: classes, strategy, seed, allowEmptyClasses: true };
          const splits = [makeSplit(options), makeSplit({ ...options, protocol: 'k-fold', folds: 4 })];
          for (const split of splits) {
            for (let fold = 0; fold < foldCount(split); fold++) {
              const partOf = new Map<string, number>();
              assignmentOf(split, fold).forEach((code, row) => {
                expect(partOf.get(names[row]) ?? code).toBe(code);
                partOf.set(names[row], code);
              });
            }
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('time: training before validation before test, rows of one time on one side', () => {
    const { assignment } = makeSplit({ ...base, strategy: 'time', times: times.map((time) => Math.floor(time / 4)) });
    const latest = (code: number): number =>
      Math.max(...times.filter((_, row) => assignment[row] === code).map((time) => Math.floor(time / 4)));
    const earliest = (code: number): number =>
      Math.min(...times.filter((_, row) => assignment[row] === code).map((time) => Math.floor(time / 4)));
    expect(latest(0)).toBeLessThan(earliest(1));
    expect(latest(1)).toBeLessThan(earliest(2));
    const dates = times.map((time) => `2020-01-01T00:${String(time).padStart(2, '0')}:00Z`);
    expect(makeSplit({ ...base, strategy: 'time', times: dates }).assignment).toEqual(makeSplit({ ...base, strategy: 'time' }).assignment);
  });

  it('leaves rows without a label in no part', () => {
    const { assignment } = makeSplit({
      ...base,
      strategy: 'stratified',
      labels: labels.map((label, row) => (row % 10 === 0 ? -1 : label)),
    });
    assignment.forEach((code, row) => expect(code === 255).toBe(row % 10 === 0));
  });
});

describe('folds', () => {
  it('test every row exactly once a repeat, and train on none that they test', () => {
    const split = makeSplit({ ...base, protocol: 'k-fold', strategy: 'stratified', folds: 5, repeats: 2 });
    for (let repeat = 0; repeat < 2; repeat++) {
      const tested = Array.from({ length: 5 }, (_, fold) => [...partRows(split, repeat * 5 + fold).test]).flat();
      expect(tested.sort((one, other) => one - other)).toEqual(Array.from({ length: 60 }, (_, row) => row));
    }
    const { train, validation, test } = partRows(split, 3);
    expect([train.length, validation.length, test.length].reduce((sum, count) => sum + count)).toBe(60);
    expect(validation.length).toBeGreaterThan(4);
  });

  it('500 rows left out one by one are 500 folds, not 500 copies', () => {
    const split = makeSplit({ samples: 500, protocol: 'leave-one-out', seed: 1 });
    expect(foldCount(split)).toBe(500);
    expect([...partRows(split, 499).test]).toEqual([499]);
    expect(JSON.stringify(splitToJson(split)).length).toBeLessThan(10_000);
  });

  it('leave-one-group-out tests each group by itself', () => {
    const split = makeSplit({ ...base, protocol: 'leave-one-group-out', strategy: 'grouped' });
    expect(foldCount(split)).toBe(20);
    for (let fold = 0; fold < 20; fold++) expect(new Set(Array.from(partRows(split, fold).test, (row) => groups[row])).size).toBe(1);
  });

  it('nested folds validate on each inner fold in turn', () => {
    const split = makeSplit({ ...base, protocol: 'nested', strategy: 'stratified', folds: 3, innerFolds: 4 });
    const outer = partRows(split, 1, 0).test;
    const inner = Array.from({ length: 4 }, (_, index) => partRows(split, 1, index));
    inner.forEach(({ test }) => expect(test).toEqual(outer));
    expect(inner.flatMap(({ validation }) => [...validation]).length).toBe(60 - outer.length);
  });

  it('by time, each fold trains on what came before it alone', () => {
    const split = makeSplit({ ...base, protocol: 'k-fold', strategy: 'time', folds: 4 });
    for (let fold = 0; fold < 4; fold++) {
      const { train, test } = partRows(split, fold);
      expect(Math.max(...Array.from(train, (row) => times[row]))).toBeLessThan(Math.min(...Array.from(test, (row) => times[row])));
    }
  });
});

describe('what no split can be made of', () => {
  it.each<[string, Partial<SplitOptions>, RegExp]>([
    ['fractions that do not sum to 1', { fractions: { train: 0.5, validation: 0.2, test: 0.2 } }, /fractions that sum to 1, got 0\.9/],
    ['a negative fraction', { fractions: { train: 1.2, validation: -0.2, test: 0 } }, /a fraction from 0 to 1 for train, got 1\.2/],
    ['no training part', { fractions: { train: 0, validation: 0.5, test: 0.5 } }, /a fraction above 0 for train, got 0/],
    ['a seed beyond 2^53', { seed: 2 ** 64 }, /a seed that is a whole number/],
    ['a strategy that does not exist', { strategy: 'fair' as 'random' }, /the strategy random, .* got "fair"/],
    ['labels of other rows', { labels: [0, 1] }, /60 labels, one for each sample, got 2/],
    ['stratification without labels', { strategy: 'stratified', labels: undefined as never }, /labels for the strategy stratified/],
    ['groups that are not there', { strategy: 'grouped', groups: undefined as never }, /groups for the strategy grouped/],
    ['one fold', { protocol: 'k-fold', folds: 1 }, /folds from 2 to 60, got 1/],
    ['more folds than groups', { protocol: 'k-fold', strategy: 'grouped', folds: 30 }, /rows for each fold, got none for fold/],
    [
      'a time that is none',
      { strategy: 'time', times: times.map((time, row) => (row === 5 ? 'soon' : time)) },
      /ISO 8601 date for each row, got "soon" in row 5/,
    ],
    ['one class alone', { labels: new Int32Array(60), allowEmptyClasses: false }, /at least two classes, got 0/],
    [
      'a class without a test row',
      { allowEmptyClasses: false, strategy: 'stratified', labels: labels.map((_, row) => (row === 0 ? 1 : 0)), classes: ['air', 'reel'] },
      /each class in each part, got no "reel" in validation \(1 in all\)/,
    ],
    [
      'a part without rows',
      {
        samples: 3,
        labels: [0, 1, 0],
        groups: ['a', 'b', 'c'],
        times: [1, 2, 3],
        fractions: { train: 0.98, validation: 0.01, test: 0.01 },
      },
      /rows for each part, got none for validation/,
    ],
  ])('%s', (_, options, message) => {
    const make = (): Split => makeSplit({ ...base, ...options });
    expect(make).toThrow(DataError);
    expect(make).toThrow(message);
  });

  it('a fold that trains on a class not at all', () => {
    const rare = labels.map((_, row) => (row < 3 ? 1 : 0));
    expect(() => makeSplit({ ...base, labels: rare, protocol: 'k-fold', strategy: 'grouped', folds: 4, allowEmptyClasses: false })).toThrow(
      /got all of "1" tested in fold \d/,
    );
  });

  it('the split by deletion that overlaps in most rows, refused with the share of overlap', () => {
    const rows = Array.from({ length: 1000 }, (_, row) => row);
    const parts = { train: rows.slice(50), validation: [...rows.slice(0, 50), ...rows.slice(100)], test: rows.slice(0, 100) };
    expect(() => splitOfRows(1000, parts)).toThrow(
      'splitOfRows requires parts without common rows, got train and validation that overlap in 900 rows: 94.7 % of validation is in train as well',
    );
  });
});

describe('a split as JSON', () => {
  it('comes back as it was, and is refused when somebody changed it', () => {
    const split = makeSplit({ ...base, protocol: 'k-fold', strategy: 'stratified', folds: 3 });
    const json = JSON.parse(JSON.stringify(splitToJson(split)));
    expect(splitFromJson(json)).toEqual(split);
    expect(() => splitFromJson({ ...json, seed: 8 })).toThrow(/requires a split of the hash/);
  });

  it('is summed up by part, class and group', () => {
    const split = splitOfRows(6, { train: [0, 1, 2], validation: [3], test: [4] });
    expect(summariseSplit(split, { labels: [0, 0, 1, 1, 0, 0], classes: ['a', 'b'], groups: ['x', 'x', 'y', 'z', 'z', 'z'] })).toEqual({
      train: { samples: 3, counts: [2, 1], groups: 2 },
      validation: { samples: 1, counts: [0, 1], groups: 1 },
      test: { samples: 1, counts: [1, 0], groups: 1 },
    });
  });
});
