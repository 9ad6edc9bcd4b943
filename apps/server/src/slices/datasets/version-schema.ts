import type { Manifest, MetadataManifest, ViewManifest } from '@atelier/ml/dataset';
import { builder } from '../../builder.ts';
import { fileUrl } from '../files/service.ts';
import { describeColumn, summariseLengths } from './summaries.ts';

export const ModalityType = builder.enumType('Modality', {
  description: 'What a view of a work is.',
  values: {
    IMAGE: { description: 'Pictures of one size.' },
    SEQUENCE: { description: 'Steps in order, each a number, a token or a vector: notes, strokes, signals.' },
    TEXT: { description: 'Words.' },
    TABULAR: { description: 'A row of numbers and categories.' },
  } as const,
});

export const ClassCountType = builder.objectRef<{ name: string; count: number }>('ClassCount').implement({
  description: 'How many samples a class has.',
  fields: (t) => ({ name: t.exposeString('name'), count: t.exposeInt('count') }),
});

const LengthSummaryType = builder.objectRef<{ min: number; median: number; max: number }>('LengthSummary').implement({
  description: 'How long the sequences of a view are, in steps.',
  fields: (t) => ({ min: t.exposeInt('min'), median: t.exposeFloat('median'), max: t.exposeInt('max') }),
});

const DataViewType = builder.objectRef<{ versionId: string; view: ViewManifest; missing: number }>('DataView').implement({
  description: 'One way in which every work of a version is given, such as its picture or its notes.',
  fields: (t) => ({
    name: t.string({ resolve: ({ view }) => view.name }),
    modality: t.field({ type: ModalityType, resolve: ({ view }) => view.modality }),
    shape: t.intList({
      description: 'Of one sample: pictures [height, width, channels], sequences [steps] or [steps, features], tables [columns], texts [].',
      resolve: ({ view }) => [...view.shape],
    }),
    dtype: t.string({
      description: 'Type of the elements: u1, i2, f4 and so on; utf8 for texts.',
      resolve: ({ view }) => view.dtype ?? 'utf8',
    }),
    missing: t.exposeInt('missing', { description: 'Values that are missing.' }),
    length: t.field({
      type: LengthSummaryType,
      nullable: true,
      description: 'Sequences only.',
      resolve: ({ versionId, view }, _args, context) => summariseLengths(context, versionId, view),
    }),
  }),
});

const DataColumnType = builder.objectRef<{ versionId: string; column: MetadataManifest }>('DataColumn').implement({
  description: 'A column beside the views that may group, stratify or filter, such as group or drawer.',
  fields: (t) => ({
    name: t.string({ resolve: ({ column }) => column.name }),
    distinct: t.int({ description: 'How many different values it has.', resolve: ({ column }) => column.distinct }),
    examples: t.stringList({
      description: 'The first few different values.',
      resolve: ({ versionId, column }, _args, context) => describeColumn(context, versionId, column.name),
    }),
  }),
});

builder.prismaObject('VersionFile', {
  description: 'One canonical column file of a version, for agents and for export.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'As the manifest calls it.' }),
    url: t.string({
      description: "Where to download it, below the server's address.",
      select: { fileId: true },
      resolve: ({ fileId }) => fileUrl(fileId),
    }),
    sha256: t.string({ select: { file: { select: { sha256: true } } }, resolve: ({ file }) => file.sha256 }),
    sizeBytes: t.float({ select: { file: { select: { sizeBytes: true } } }, resolve: ({ file }) => Number(file.sizeBytes) }),
  }),
});

export const manifestOf = ({ manifest }: { manifest: unknown }): Manifest => manifest as Manifest;

export const DatasetVersionType = builder.prismaNode('DatasetVersion', {
  id: { field: 'id' },
  description: 'A state of a dataset. It never changes and is known by the hash of its content: the same bytes are the same version.',
  select: { id: true },
  fields: (t) => ({
    number: t.exposeInt('number', { description: 'Counted from 1 in its dataset.' }),
    dataset: t.relation('dataset'),
    contentHash: t.exposeString('contentHash', { description: 'SHA-256 of the manifest, which names the hash of every file.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    note: t.exposeString('note'),
    samples: t.exposeInt('samples', { description: 'How many works there are.' }),
    views: t.field({
      type: [DataViewType],
      select: { id: true, manifest: true },
      resolve: (version) =>
        manifestOf(version).views.map((view) => ({ versionId: version.id, view, missing: manifestOf(version).missing[view.name] ?? 0 })),
    }),
    classes: t.field({
      type: [ClassCountType],
      description: 'What the works are labelled with; empty without labels, and for numbers to be predicted.',
      select: { manifest: true },
      resolve: (version) => classCounts(manifestOf(version)),
    }),
    columns: t.field({
      type: [DataColumnType],
      description: 'What else is known of the works.',
      select: { id: true, manifest: true },
      resolve: (version) => manifestOf(version).metadata.map((column) => ({ versionId: version.id, column })),
    }),
    missingValues: t.exposeInt('missingValues', { description: 'In all views and columns together.' }),
    duplicates: t.exposeInt('duplicates', { description: 'Works that repeat an earlier one, byte for byte in every view.' }),
    sizeBytes: t.float({
      description: 'Of the canonical files.',
      select: { sizeBytes: true },
      resolve: ({ sizeBytes }) => Number(sizeBytes),
    }),
    files: t.relation('files', {
      description: 'The canonical column files, for agents and for export.',
      query: { orderBy: { name: 'asc' }, take: 10_000 },
    }),
    worksUrl: t.string({
      description:
        "Where what is known of its works is handed out as CSV, below the server's address; label, column and value, search choose some.",
      resolve: ({ id }) => `/works/${id}/works.csv`,
    }),
    manifest: t.expose('manifest', { type: 'JSON', description: 'What each file holds.' }),
  }),
});

function classCounts({ label }: Manifest): { name: string; count: number }[] {
  if (label === undefined || label.kind === 'regression') return [];
  return label.classes.map((name, index) => ({ name, count: label.counts[index] ?? 0 }));
}
