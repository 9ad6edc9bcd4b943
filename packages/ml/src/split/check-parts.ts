/** What would make a split useless is refused when it is made, not found out after training. */
import { DataError } from '../formats/data-error.ts';
import { assignmentOf } from './assignment.ts';
import { PART_CODES, PARTS, type Part, type Split } from './split.ts';

export function refuseEmptyParts(split: Split, rows: Uint32Array): void {
  if (split.folds === undefined) {
    for (const part of PARTS) {
      if (split.fractions[part] > 0 && !split.assignment.includes(PART_CODES[part])) {
        throw new DataError(
          `makeSplit requires rows for each part, got none for ${part}: ${rows.length} rows, ${Math.round(split.fractions[part] * 100)} % of them${split.strategy.endsWith('grouped') ? ', in whole groups' : ''}`,
        );
      }
    }
    return;
  }
  if (split.folds.count < 2) throw new DataError(`makeSplit requires at least 2 folds, got ${split.folds.count}`);
  const tested = new Uint8Array(split.folds.count);
  for (const row of rows) {
    const fold = split.folds.testedIn[row];
    if (fold < tested.length) tested[fold] = 1;
  }
  const empty = tested.indexOf(0);
  if (empty !== -1)
    throw new DataError(
      `makeSplit requires rows for each fold, got none for fold ${empty}: ${split.folds.count} folds of ${rows.length} rows${split.strategy.endsWith('grouped') ? ', in whole groups' : ''}`,
    );
}

/** A holdout needs every class in every part; a fold need not test every class, but must train on each. */
export function refuseEmptyClasses(split: Split, labels: ArrayLike<number>, classes: readonly string[] | undefined): void {
  const nameOf = (code: number): string => classes?.[code] ?? String(code);
  const present = countClasses(
    split.assignment.map(() => 0),
    labels,
    0,
  );
  if (present.size < 2)
    throw new DataError(`makeSplit requires at least two classes, got ${[...present.keys()].map(nameOf).join(', ') || 'none'}`);
  if (split.folds !== undefined) {
    refuseUntrainedClass(split, labels, nameOf);
    return;
  }
  for (const part of PARTS) {
    if (split.fractions[part] === 0) continue;
    const counts = countClasses(split.assignment, labels, PART_CODES[part]);
    for (const [code, count] of present) {
      if (!counts.has(code))
        throw new DataError(
          `makeSplit requires each class in each part, got no ${JSON.stringify(nameOf(code))} in ${part} (${count} in all)${hint(split, part)}`,
        );
    }
  }
}

/** A class whose rows are all tested in one fold is trained on in none. One pass, whatever the number of folds. */
function refuseUntrainedClass(split: Split, labels: ArrayLike<number>, nameOf: (code: number) => string): void {
  if (split.strategy === 'time') return;
  const folds = split.folds as NonNullable<Split['folds']>;
  for (let repeat = 0; repeat < folds.repeats; repeat++) {
    const onlyFold = new Map<number, number>();
    for (let row = 0; row < split.samples; row++) {
      if (labels[row] < 0) continue;
      const fold = folds.testedIn[repeat * split.samples + row];
      const known = onlyFold.get(labels[row]);
      onlyFold.set(labels[row], known === undefined || known === fold ? fold : -1);
    }
    for (const [code, fold] of onlyFold) {
      if (fold !== -1)
        throw new DataError(
          `makeSplit requires each class among what a fold trains on, got all of ${JSON.stringify(nameOf(code))} tested in fold ${fold}`,
        );
    }
  }
}

function countClasses(assignment: Uint8Array, labels: ArrayLike<number>, code: number): Map<number, number> {
  const counts = new Map<number, number>();
  assignment.forEach((part, row) => {
    if (part === code && labels[row] >= 0) counts.set(labels[row], (counts.get(labels[row]) ?? 0) + 1);
  });
  return counts;
}

function hint(split: Split, part: Part): string {
  if (split.strategy === 'random') return '; a stratified split keeps classes together with their share';
  return part === 'test' && split.strategy.endsWith('grouped') ? '; its rows may be in too few groups' : '';
}

/** Samples and classes of each part of one fold, for people to look at. */
export interface PartSummary {
  readonly samples: number;
  /** Samples of each class; empty without labels. */
  readonly counts: readonly number[];
  /** Different groups; undefined without groups. */
  readonly groups?: number;
}

export function summariseSplit(
  split: Pick<Split, 'samples' | 'assignment' | 'folds'>,
  columns: { labels?: ArrayLike<number>; classes?: readonly string[]; groups?: readonly string[] },
  fold = 0,
): Record<Part, PartSummary> {
  const assignment = assignmentOf(split, fold);
  const summarise = (part: Part): PartSummary => {
    const rows = [...assignment.keys()].filter((row) => assignment[row] === PART_CODES[part]);
    const { labels, classes, groups } = columns;
    const counts = labels === undefined ? new Map<number, number>() : countClasses(assignment, labels, PART_CODES[part]);
    return {
      samples: rows.length,
      counts:
        labels === undefined
          ? []
          : Array.from({ length: classes?.length ?? Math.max(...counts.keys(), -1) + 1 }, (_, code) => counts.get(code) ?? 0),
      ...(groups === undefined ? {} : { groups: new Set(rows.map((row) => groups[row])).size }),
    };
  };
  return { train: summarise('train'), validation: summarise('validation'), test: summarise('test') };
}
