/** Looks for everything by which a test can know what training knew. */
import type { Dataset, View } from '../../dataset/dataset.ts';
import { fingerprint } from '../../recipe/fit-recipe.ts';
import type { RecipeState } from '../../recipe/recipe.ts';
import { DataError } from '../../formats/data-error.ts';
import { partRows } from '../assignment.ts';
import type { Split } from '../split.ts';
import { timesOf } from '../time-order.ts';
import { findExactDuplicates } from './exact-duplicates.ts';
import type { LeakageFinding } from './finding.ts';
import { findLabelColumns } from './label-column.ts';
import { findNearPictures } from './near-pictures.ts';
import { findNearSequences } from './near-sequences.ts';
import { findGroupOverlap, findTimeDisorder } from './overlaps.ts';
import { type Apart, sidesOf } from './sides.ts';

export interface LeakageReport {
  /** Nothing was found. */
  readonly clean: boolean;
  /** One sentence. */
  readonly verdict: string;
  /** Errors first. */
  readonly findings: readonly LeakageFinding[];
}

export interface LeakageOptions {
  /** Metadata column of groups; default: the dataset's own. */
  readonly groupColumn?: string;
  /** Metadata column of times; default: the dataset's own. */
  readonly timeColumn?: string;
  /** A recipe's state that is to be used with this split: it must have been fitted on the training part, before its steps drop rows. */
  readonly fitted?: { readonly state: RecipeState; readonly fold?: number; readonly trainRows?: Uint32Array };
}

/** Reads every view of the dataset once. Rows that the split does not use are not looked at. */
export function checkLeakage(dataset: Dataset, split: Split, options: LeakageOptions = {}): LeakageReport {
  if (split.samples !== dataset.samples)
    throw new DataError(`checkLeakage requires a split of ${dataset.samples} samples, got one of ${split.samples}`);
  const apart = sidesOf(split);
  const groupColumn = options.groupColumn ?? dataset.manifest.groupColumn;
  const timeColumn = options.timeColumn ?? dataset.manifest.timeColumn;
  const findings = [
    ...dataset.views.flatMap((view) => findInView(dataset, view, split, apart)),
    ...(groupColumn === undefined ? [] : findGroupOverlap(dataset.metadata(groupColumn), groupColumn, apart)),
    ...(timeColumn === undefined ? [] : findTimeDisorder(timesOf(dataset.metadata(timeColumn)), timeColumn, split)),
    ...(options.fitted === undefined ? [] : findForeignFit(dataset, split, options.fitted)),
  ].sort((one, other) => Number(one.severity === 'warning') - Number(other.severity === 'warning'));
  return { clean: findings.length === 0, verdict: verdictOf(findings), findings };
}

function findInView(dataset: Dataset, view: View, split: Split, apart: Apart): LeakageFinding[] {
  const exact = findExactDuplicates(view, apart);
  switch (view.manifest.modality) {
    case 'IMAGE':
      return [...exact, ...findNearPictures(view, apart)];
    case 'SEQUENCE':
    case 'TEXT':
      return [...exact, ...findNearSequences(view, apart)];
    case 'TABULAR': {
      const { target } = dataset;
      if (target === undefined || (target.kind !== 'binary' && target.kind !== 'multiclass')) return exact;
      const { train, validation, test } = partRows(split);
      return [...exact, ...findLabelColumns(view, (row) => target.labels[row], train, test.length > 0 ? test : validation)];
    }
  }
}

function findForeignFit(
  dataset: Dataset,
  split: Split,
  { state, fold, trainRows }: NonNullable<LeakageOptions['fitted']>,
): LeakageFinding[] {
  const { train } = partRows(split, fold);
  const expected = fingerprint(dataset, trainRows ?? train);
  if (expected.ids === state.fittedOn.ids) return [];
  const message = `The recipe was fitted on ${state.fittedOn.samples} other samples than the ${expected.samples} of the training part: its numbers know what they must not.`;
  return [{ kind: 'fitted-on-other-rows', severity: 'error', count: state.fittedOn.samples, rows: [], message }];
}

function verdictOf(findings: readonly LeakageFinding[]): string {
  if (findings.length === 0) return 'No leak found: no duplicates, near duplicates, shared groups or telling columns across the parts.';
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const counted = [
    errors > 0 ? `${errors} ${errors === 1 ? 'leak' : 'leaks'}` : undefined,
    findings.length > errors ? `${findings.length - errors} to look at` : undefined,
  ];
  return `${counted.filter((part) => part !== undefined).join(', ')}. ${findings[0].message}`;
}
