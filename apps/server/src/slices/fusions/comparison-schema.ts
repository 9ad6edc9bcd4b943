import { builder } from '../../builder.ts';
import { inTeam } from '../../context.ts';
import { rowId } from '../../ids.ts';
import { PartType } from '../../parts.ts';
import { WorkType } from '../datasets/schema.ts';
import { getWork } from '../datasets/service.ts';
import { RunType } from '../runs/schema.ts';
import {
  compareRuns,
  type Comparison,
  type Disagreement,
  listDisagreements,
  type PairTest,
  type ParamDifference,
  paramDifferences,
  wordsOf,
} from './comparison.ts';

const ParamDifferenceType = builder.objectRef<ParamDifference>('ParamDifference').implement({
  description: 'A param whose values differ.',
  fields: (t) => ({
    path: t.exposeString('path', { description: 'With points between: training.epochs.' }),
    values: t.field({
      type: 'JSON',
      description: 'One value per run, in the order of runs; null where a run has none.',
      resolve: ({ values }) => values,
    }),
  }),
});

const PairedTestType = builder.objectRef<PairTest>('PairedTest').implement({
  description: 'Whether two runs differ by more than chance: tested on the same samples, sample by sample.',
  fields: (t) => ({
    a: t.field({ type: RunType, resolve: ({ a }) => a }),
    b: t.field({ type: RunType, resolve: ({ b }) => b }),
    metric: t.exposeString('metric'),
    method: t.string({ description: 'mcnemar, delong, paired bootstrap, paired bootstrap by group.', resolve: ({ test }) => test }),
    difference: t.float({ nullable: true, description: 'Of a less that of b.', resolve: ({ difference }) => defined(difference) }),
    low: t.float({ nullable: true, description: 'Bounds of its 95 % interval.', resolve: ({ low }) => defined(low) }),
    high: t.float({ nullable: true, resolve: ({ high }) => defined(high) }),
    pValue: t.float({ nullable: true, resolve: ({ pValue }) => defined(pValue) }),
    adjustedP: t.float({
      nullable: true,
      description: 'Corrected for the number of pairs by Holm’s method.',
      resolve: ({ adjustedP }) => defined(adjustedP),
    }),
    words: t.exposeString('words', { description: 'What it says, in one sentence.' }),
  }),
});

const DisagreementType = builder.objectRef<Disagreement>('Disagreement').implement({
  description: 'A sample of which the runs say different things.',
  fields: (t) => ({
    row: t.exposeInt('row', { description: 'In the dataset version; −1 when unknown.' }),
    sampleId: t.exposeString('sampleId'),
    truth: t.exposeString('truth'),
    predicted: t.stringList({
      description: 'What each run says: a class, a list of labels, numbers. In the order of runs.',
      resolve: ({ predicted }) => [...predicted],
    }),
    work: t.field({
      type: WorkType,
      nullable: true,
      description: 'The work itself.',
      resolve: ({ versionId, row }, _args, context) => (versionId === null || row < 0 ? null : getWork(context, versionId, row)),
    }),
  }),
});

const RunComparisonType = builder.objectRef<Comparison>('RunComparison').implement({
  description: 'Runs side by side.',
  fields: (t) => ({
    runs: t.field({ type: [RunType], resolve: ({ runs }) => [...runs] }),
    paramDifferences: t.field({
      type: [ParamDifferenceType],
      description: 'Params whose values differ.',
      resolve: ({ runs }) => paramDifferences(runs),
    }),
    sameSamples: t.exposeBoolean('sameSamples', { description: 'All of them on the same test samples? Else there are no tests.' }),
    tests: t.field({
      type: [PairedTestType],
      description: 'Each pair, or each with the baseline, on the test part.',
      resolve: async ({ tests }) => [...(await tests())],
    }),
    disagreements: t.field({
      type: [DisagreementType],
      description: 'Samples of which the runs say different things, the surest contradictions first.',
      args: {
        part: t.arg({ type: PartType, required: true, defaultValue: 'TEST' }),
        first: t.arg.int({ description: 'At most 500; left out: 50.' }),
      },
      resolve: (comparison, { part, first }) => listDisagreements(comparison, part, first),
    }),
    words: t.stringList({
      description: 'The tests in plain words, one sentence for each pair.',
      resolve: (comparison) => wordsOf(comparison),
    }),
  }),
});

builder.queryField('compareRuns', (t) =>
  t.field({
    type: RunComparisonType,
    description: 'Runs side by side, at most 500. Up to 20 are tested each against each; more against a baseline.',
    args: { ids: t.arg.idList({ required: true }), baseline: t.arg.id({ description: 'Test the others against this one only.' }) },
    resolve: (_root, { ids, baseline }, context) =>
      compareRuns(
        inTeam(context),
        ids.map((id) => rowId('Run', id)),
        baseline == null ? null : rowId('Run', baseline),
      ),
  }),
);

function defined(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
