import { builder } from '../../builder.ts';
import { DatasetVersionType, ModalityType } from './version-schema.ts';
import { workPictureUrl } from './work-picture.ts';
import { isWorded, listWorks, readSteps, readText, type Work, type WorkPage, type WorkView } from './works.ts';

const WorkViewType = builder.objectRef<WorkView>('WorkView').implement({
  description: 'One view of one work.',
  fields: (t) => ({
    view: t.string({ description: 'Name of the view.', resolve: ({ view }) => view.name }),
    modality: t.field({ type: ModalityType, resolve: ({ view }) => view.modality }),
    imageUrl: t.string({
      nullable: true,
      description:
        "A picture of the work as PNG, below the server's address: the image itself, a piano roll, a stroke drawing. Null for what is read.",
      resolve: ({ versionId, row, view }) =>
        view.modality === 'IMAGE' || (view.modality === 'SEQUENCE' && !isWorded(view)) ? workPictureUrl(versionId, view.name, row) : null,
    }),
    text: t.string({
      nullable: true,
      description: 'Texts: the words. Sequences of known tokens: what they say. Tables: a line for each column.',
      args: { letters: t.arg.int({ description: 'No more than so many from the beginning.' }) },
      resolve: async (work, { letters }, context) => beginning(await readText(context, work), letters),
    }),
    steps: t.field({
      type: 'JSON',
      nullable: true,
      description: 'Sequences: the valid steps, row by row.',
      resolve: (work, _args, context) => readSteps(context, work),
    }),
  }),
});

function beginning(text: string | null, letters: number | null | undefined): string | null {
  return text === null || letters == null ? text : [...text.slice(0, 2 * letters)].slice(0, letters).join('');
}

export const WorkType = builder.objectRef<Work>('Work').implement({
  description: 'One sample of a version with its views.',
  fields: (t) => ({
    row: t.exposeInt('row', { description: 'Its place in the version, from 0.' }),
    sampleId: t.exposeString('sampleId', { description: 'What the data calls it.' }),
    label: t.exposeString('label', {
      nullable: true,
      description: 'Its class, or the number to be predicted; several classes are joined by |.',
    }),
    metadata: t.expose('metadata', { type: 'JSON', description: 'What else is known of it, by column.' }),
    views: t.field({ type: [WorkViewType], resolve: ({ views }) => [...views] }),
  }),
});

const WorkEdge = builder.objectRef<WorkPage['edges'][number]>('WorkEdge').implement({
  fields: (t) => ({ cursor: t.exposeString('cursor'), node: t.expose('node', { type: WorkType }) }),
});

const WorkConnection = builder.objectRef<WorkPage>('WorkConnection').implement({
  fields: (t) => ({
    edges: t.field({ type: [WorkEdge], resolve: ({ edges }) => [...edges] }),
    nodes: t.field({ type: [WorkType], resolve: ({ nodes }) => [...nodes] }),
    pageInfo: t.field({ type: builder.pageInfoRef(), resolve: ({ pageInfo }) => pageInfo }),
    totalCount: t.exposeInt('totalCount'),
  }),
});

const WorkFilterInput = builder.inputType('WorkFilterInput', {
  fields: (t) => ({
    column: t.string({ required: true, description: 'A column beside the views.' }),
    value: t.string({ description: 'Left out: works that have none.' }),
  }),
});

builder.objectField(DatasetVersionType, 'works', (t) =>
  t.field({
    type: WorkConnection,
    description: 'The works, by row.',
    args: {
      first: t.arg.int(),
      after: t.arg.string(),
      offset: t.arg.int({ description: 'Leaves so many out before the page, to jump; not together with after.' }),
      label: t.arg.string({ description: 'Only works of this class.' }),
      where: t.arg({ type: WorkFilterInput, description: 'Only works with this value in a column.' }),
      search: t.arg.string({ description: 'Only works with these letters in their name or in a column.' }),
      rows: t.arg.intList({ description: 'Only these rows, in this order.' }),
    },
    resolve: ({ id }, page, context) => listWorks(context, id, page),
  }),
);
