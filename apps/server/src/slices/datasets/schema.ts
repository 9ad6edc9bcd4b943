import './insight-schema.ts';
import './version-schema.ts';
import './work-schema.ts';
import { builder } from '../../builder.ts';
import { inTeam } from '../../context.ts';
import { rowId } from '../../ids.ts';
import { nameHas } from '../../naming.ts';
import { newestFirst } from '../../paging.ts';
import { InstallationType } from '../auth/schema.ts';
import { addSampleVersion, addVersion, type Card, createDataset, getDataset, getVersion, updateDatasetCard } from './service.ts';
import { DatasetVersionType } from './version-schema.ts';

export { ClassCountType, DatasetVersionType, ModalityType } from './version-schema.ts';
export { WorkType } from './work-schema.ts';

const DatasetCardType = builder.objectRef<Card>('DatasetCard').implement({
  description: 'What people should know before they use the data.',
  fields: (t) => ({
    description: t.exposeString('description'),
    licence: t.exposeString('licence'),
    consent: t.exposeString('consent', { description: 'What the makers of the works agreed to.' }),
    source: t.exposeString('source', { description: 'Where it came from.' }),
    sensitive: t.exposeString('sensitive', { description: 'What in it could harm somebody.' }),
  }),
});

export const DatasetType = builder.prismaNode('Dataset', {
  id: { field: 'id' },
  description: 'Works with their labels, in versions.',
  fields: (t) => ({
    name: t.exposeString('name'),
    card: t.field({
      type: DatasetCardType,
      select: { description: true, licence: true, consent: true, source: true, sensitive: true },
      resolve: (card) => card,
    }),
    project: t.relation('project'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    versions: t.relatedConnection(
      'versions',
      { cursor: 'id', totalCount: true, description: 'Newest first.', query: newestFirst },
      { name: 'DatasetVersionConnection' },
      { name: 'DatasetVersionEdge' },
    ),
    latest: t.field({
      type: DatasetVersionType,
      nullable: true,
      description: 'The newest version; null before there is one.',
      select: (_args, _context, nested) => ({ versions: nested({ take: 1, orderBy: { number: 'desc' } }) }),
      resolve: ({ versions }) => versions[0] ?? null,
    }),
  }),
});

builder.prismaObjectField('Project', 'datasets', (t) =>
  t.relatedConnection(
    'datasets',
    {
      cursor: 'id',
      totalCount: true,
      description: 'Newest first.',
      args: { search: t.arg.string({ description: 'A part of the name, in any case.' }) },
      query: ({ search, ...page }) => ({ ...newestFirst(page), where: { deletedAt: null, ...nameHas(search) } }),
    },
    { name: 'DatasetConnection' },
    { name: 'DatasetEdge' },
  ),
);

builder.objectField(InstallationType, 'sampleDataAvailable', (t) =>
  t.boolean({ description: 'Whether `addSampleDataset` can be used.', resolve: () => true }),
);

builder.queryFields((t) => ({
  dataset: t.prismaField({
    type: 'Dataset',
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_query, _root, { id }, context) => getDataset(inTeam(context), rowId('Dataset', id)),
  }),
  datasetVersion: t.prismaField({
    type: 'DatasetVersion',
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_query, _root, { id }, context) => getVersion(inTeam(context), rowId('DatasetVersion', id)),
  }),
}));

const DatasetCardInput = builder.inputType('DatasetCardInput', {
  description: 'The parts of a card that are to be set.',
  fields: (t) => ({ description: t.string(), licence: t.string(), consent: t.string(), source: t.string(), sensitive: t.string() }),
});

const UploadedFileInput = builder.inputType('UploadedFileInput', {
  description: 'A file that was uploaded before, by `PUT /files`.',
  fields: (t) => ({
    file: t.id({ required: true }),
    name: t.string({ required: true, description: 'Says by its ending what the file is, such as images.npy or labels.csv.' }),
  }),
});

const ImportTaskType = builder.enumType('ImportTask', {
  description: 'What is to be learned of a sample.',
  values: {
    CLASS: { description: 'One class.' },
    MULTILABEL: { description: 'Any number of labels: red|round in a table, a matrix of 0 and 1 in an array.' },
    REGRESSION: { description: 'A number, or several.' },
  } as const,
});

const ImportOptionsInput = builder.inputType('ImportOptionsInput', {
  description: 'How to read the files. What is left out is detected.',
  fields: (t) => ({
    id: t.string({ description: 'Column that names the samples.' }),
    label: t.string({ description: 'Column with what is to be learned.' }),
    group: t.string({ description: 'Column that says which samples belong together, such as the artist.' }),
    time: t.string({ description: 'Column that says when a sample was made.' }),
    text: t.string({ description: 'Column whose words are a view.' }),
    columns: t.stringList({ description: 'Columns that become the table view.' }),
    task: t.field({ type: ImportTaskType, description: 'Left out: classes, or numbers where the labels are fractions or many.' }),
    resize: t.intList({ description: 'Height and width to scale every picture to; without it all pictures have one size.' }),
  }),
});

const CreateDatasetInput = builder.inputType('CreateDatasetInput', {
  fields: (t) => ({
    project: t.id({ required: true }),
    name: t.string({ required: true }),
    card: t.field({ type: DatasetCardInput }),
    files: t.field({
      type: [UploadedFileInput],
      description: 'Makes the first version of these, as addDatasetVersion would; what cannot be read leaves no dataset behind.',
    }),
    options: t.field({ type: ImportOptionsInput }),
    note: t.string({ description: 'Of the first version.' }),
    idempotencyKey: t.string({ description: 'The same key gives the same dataset again; with another input it is a conflict.' }),
  }),
});

const AddDatasetVersionInput = builder.inputType('AddDatasetVersionInput', {
  fields: (t) => ({
    dataset: t.id({ required: true }),
    files: t.field({ type: [UploadedFileInput], required: true }),
    options: t.field({ type: ImportOptionsInput }),
    note: t.string(),
    idempotencyKey: t.string({ description: 'The same key gives the same version again; with another input it is a conflict.' }),
  }),
});

builder.mutationFields((t) => ({
  createDataset: t.prismaField({
    type: 'Dataset',
    description: 'Makes a dataset: with a first version when files are given, else without a version yet.',
    args: { input: t.arg({ type: CreateDatasetInput, required: true }) },
    resolve: (_query, _root, { input: { project, files, ...input } }, context) =>
      createDataset(inTeam(context), { ...input, ...(files && { files: uploaded(files) }), projectId: rowId('Project', project) }),
  }),
  updateDatasetCard: t.prismaField({
    type: 'Dataset',
    description: 'Sets the parts of the card that are given and leaves the rest.',
    args: { dataset: t.arg.id({ required: true }), card: t.arg({ type: DatasetCardInput, required: true }) },
    resolve: (_query, _root, { dataset, card }, context) => updateDatasetCard(inTeam(context), rowId('Dataset', dataset), card),
  }),
  addDatasetVersion: t.prismaField({
    type: 'DatasetVersion',
    description:
      'Reads uploaded files and makes the next version: arrays (.npy, .npz), a zip of class folders, tables (.csv, .tsv, .ndjson), alone or together. Content that the dataset has already gives the version that has it.',
    args: { input: t.arg({ type: AddDatasetVersionInput, required: true }) },
    resolve: (_query, _root, { input: { dataset, files, ...input } }, context) =>
      addVersion(inTeam(context), rowId('Dataset', dataset), {
        ...input,
        files: uploaded(files),
      }),
  }),
  addSampleDataset: t.prismaField({
    type: 'DatasetVersion',
    description: 'Draws the sample set (pictures and matching melodies) into a project.',
    args: { project: t.arg.id({ required: true }) },
    resolve: (_query, _root, { project }, context) => addSampleVersion(inTeam(context), rowId('Project', project)),
  }),
}));

function uploaded(files: readonly { file: string; name: string }[]): { file: string; name: string }[] {
  return files.map(({ file, name }) => ({ file: rowId('File', file), name }));
}
