/** What the columns beside the works say: groups on two sides, and parts out of their order in time. */
import { groupsOf } from '../../dataset/open-dataset.ts';
import { assignmentOf, foldCount } from '../assignment.ts';
import { PART_CODES, type Split } from '../split.ts';
import { type LeakageFinding, SHOWN_SETS } from './finding.ts';
import { type Apart, setsApart } from './sides.ts';

export function findGroupOverlap(values: readonly (string | number | null)[], column: string, apart: Apart): LeakageFinding[] {
  const rowsOf = new Map<string, number[]>();
  groupsOf(values).forEach((group, row) => {
    const known = rowsOf.get(group);
    if (known === undefined) rowsOf.set(group, [row]);
    else known.push(row);
  });
  const sets = setsApart(rowsOf.values(), apart);
  if (sets.length === 0) return [];
  const count = sets.reduce((sum, rows) => sum + rows.length, 0);
  return [
    {
      kind: 'group-overlap',
      severity: 'error',
      column,
      count,
      rows: sets.slice(0, SHOWN_SETS),
      message: `${sets.length} groups of ${column} have samples in more than one part (${count} samples): a model can know them by their group.`,
    },
  ];
}

/** Rows that are trained on although they are later than the earliest row that is tested. Looks at the first fold only: the others are drawn alike. */
export function findTimeDisorder(times: Float64Array, column: string, split: Split): LeakageFinding[] {
  const fold = foldCount(split) - 1;
  const assignment = assignmentOf(split, split.folds === undefined ? 0 : fold);
  const rowsOf = (code: number): number[] => [...assignment.keys()].filter((row) => assignment[row] === code && !Number.isNaN(times[row]));
  const tested = rowsOf(PART_CODES.test);
  if (tested.length === 0) return [];
  const earliest = tested.reduce((first, row) => Math.min(first, times[row]), Number.POSITIVE_INFINITY);
  const late = rowsOf(PART_CODES.train).filter((row) => times[row] > earliest);
  if (late.length === 0) return [];
  return [
    {
      kind: 'time-order',
      severity: split.strategy === 'time' ? 'error' : 'warning',
      column,
      count: late.length,
      rows: late.slice(0, SHOWN_SETS).map((row) => [row]),
      message: `${late.length} training samples are later in ${column} than the earliest that is tested: the score tells how well the past is known from the future.`,
    },
  ];
}
