import { builder } from '../../builder.ts';
import { rowId } from '../../ids.ts';
import type { Difference, Relabelled } from './difference.ts';
import { compareVersions, profileVersion } from './insight.ts';
import type { FieldProfile, Histogram, Profile } from './profile.ts';
import { ClassCountType, DatasetVersionType, manifestOf } from './version-schema.ts';

const HistogramType = builder.objectRef<Histogram>('Histogram').implement({
  description: 'How often values fall between edges.',
  fields: (t) => ({
    edges: t.exposeFloatList('edges', { description: 'One more than counts; the last bin holds its upper edge too.' }),
    counts: t.exposeIntList('counts'),
  }),
});

const FieldMeasureType = builder.enumType('FieldMeasure', {
  description: 'What is counted of a field.',
  values: {
    VALUES: { description: 'The values themselves.' },
    LENGTHS: { description: 'How long each work is, in steps or characters.' },
  } as const,
});

const FieldProfileType = builder.objectRef<FieldProfile>('FieldProfile').implement({
  description: 'How the values of one channel, feature or column are spread.',
  fields: (t) => ({
    view: t.exposeString('view', { nullable: true, description: 'The view it is in; null for a column beside the views.' }),
    name: t.exposeString('name', { description: 'Such as red, pitch or the name of a column; of lengths their unit.' }),
    measure: t.field({ type: FieldMeasureType, resolve: ({ measure }) => measure }),
    values: t.exposeInt('values', { description: 'Values looked at, missing ones included.' }),
    missing: t.exposeInt('missing'),
    min: t.exposeFloat('min', { nullable: true }),
    max: t.exposeFloat('max', { nullable: true }),
    mean: t.exposeFloat('mean', { nullable: true }),
    histogram: t.field({ type: HistogramType, nullable: true, description: 'Numbers only.', resolve: ({ histogram }) => histogram }),
    frequent: t.field({
      type: [ClassCountType],
      description: 'Categories and words only: the most frequent first, at most 30.',
      resolve: ({ frequent }) => [...frequent],
    }),
  }),
});

const VersionProfileType = builder.objectRef<Profile>('VersionProfile').implement({
  description: 'How the values of a version are spread, counted from its files.',
  fields: (t) => ({
    works: t.exposeInt('works', { description: 'Works looked at: all of up to 5,000, of more every n-th.' }),
    fields: t.field({ type: [FieldProfileType], resolve: ({ fields }) => [...fields] }),
  }),
});

const RelabelledWorkType = builder.objectRef<Relabelled>('RelabelledWork').implement({
  description: 'A work that has another label than before.',
  fields: (t) => ({
    row: t.exposeInt('row', { description: 'In the later version.' }),
    sampleId: t.exposeString('sampleId'),
    before: t.exposeString('before', { nullable: true }),
    after: t.exposeString('after', { nullable: true }),
  }),
});

const MOST_ROWS = 1_000;

const VersionDifferenceType = builder.objectRef<Difference>('VersionDifference').implement({
  description: 'What changed from one version of a dataset to a later one.',
  fields: (t) => ({
    addedCount: t.int({ resolve: ({ added }) => added.length }),
    removedCount: t.int({ resolve: ({ removed }) => removed.length }),
    relabelledCount: t.int({ resolve: ({ relabelled }) => relabelled.length }),
    changedCount: t.int({ resolve: ({ changed }) => changed.length }),
    same: t.exposeInt('same', { description: 'Works that are the same in label and content.' }),
    byContent: t.exposeBoolean('byContent', {
      description: 'Whether works were told apart by their content, as they have no names of their own.',
    }),
    added: t.intList({
      description: 'Rows of this version that the other has not; the first 1,000.',
      resolve: ({ added }) => added.slice(0, MOST_ROWS),
    }),
    removed: t.intList({
      description: 'Rows of the other version that this one has not; the first 1,000.',
      resolve: ({ removed }) => removed.slice(0, MOST_ROWS),
    }),
    changed: t.intList({
      description: 'Rows of this version with another content under the same name; the first 1,000.',
      resolve: ({ changed }) => changed.slice(0, MOST_ROWS),
    }),
    relabelled: t.field({
      type: [RelabelledWorkType],
      description: 'The first 1,000.',
      resolve: ({ relabelled }) => relabelled.slice(0, MOST_ROWS),
    }),
  }),
});

builder.prismaObjectFields(DatasetVersionType, (t) => ({
  profile: t.field({
    type: VersionProfileType,
    description: 'How its values are spread.',
    select: { id: true },
    resolve: ({ id }, _args, context) => profileVersion(context, id),
  }),
  difference: t.field({
    type: VersionDifferenceType,
    description: 'What changed since another version of the same dataset.',
    select: { id: true },
    args: { since: t.arg.id({ required: true }) },
    resolve: ({ id }, { since }, context) => compareVersions(context, id, rowId('DatasetVersion', since)),
  }),
  duplicateSets: t.field({
    type: t.listRef(t.listRef('Int')),
    description: 'Rows that are the same, byte for byte in every view; the first few sets.',
    select: { manifest: true },
    resolve: (version) => manifestOf(version).duplicates.sets.map((set) => [...set]),
  }),
}));
