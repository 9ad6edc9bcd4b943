import { builder } from '../../builder.ts';
import { inTeam } from '../../context.ts';
import { rowId } from '../../ids.ts';
import { GroupByInputType, SortDirectionType } from '../runs/board-schema.ts';
import { createView, deleteView, MOST_VIEWS, updateView, type ViewState } from './service.ts';

const ViewColumnType = builder.objectRef<ViewState['columns'][number]>('ViewColumn').implement({
  description: 'A column that a view shows.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'As the filter language has it.' }),
    width: t.exposeInt('width', { nullable: true, description: 'In pixels; null: as wide as it likes.' }),
    pinned: t.exposeBoolean('pinned'),
  }),
});

const GroupByType = builder.objectRef<ViewState['groupBy'][number]>('ViewGroupBy').implement({
  description: 'By what a view puts runs together.',
  fields: (t) => ({ column: t.exposeString('column'), except: t.stringList({ resolve: ({ except }) => [...except] }) }),
});

const OrderType = builder.objectRef<ViewState['orderBy'][number]>('ViewOrder').implement({
  description: 'What a view sorts runs by.',
  fields: (t) => ({ column: t.exposeString('column'), direction: t.expose('direction', { type: SortDirectionType }) }),
});

const ViewStateType = builder.objectRef<ViewState>('ViewState').implement({
  description: 'How a board is looked at.',
  fields: (t) => ({
    query: t.exposeString('query', { description: 'The filter in one line.' }),
    columns: t.field({ type: [ViewColumnType], resolve: ({ columns }) => [...columns] }),
    groupBy: t.field({ type: [GroupByType], resolve: ({ groupBy }) => [...groupBy] }),
    measures: t.stringList({ resolve: ({ measures }) => [...measures] }),
    orderBy: t.field({ type: [OrderType], resolve: ({ orderBy }) => [...orderBy] }),
    display: t.field({ type: 'JSON', description: 'What the dashboard keeps besides.', resolve: ({ display }) => display }),
  }),
});

builder.prismaNode('SavedView', {
  id: { field: 'id' },
  description: 'How somebody looks at a board, under a name.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Unique in the project.' }),
    state: t.field({ type: ViewStateType, select: { state: true }, resolve: ({ state }) => state as unknown as ViewState }),
    createdBy: t.exposeString('createdBy', { description: 'Name of the person or key that saved it.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime' }),
  }),
});

builder.prismaObjectField('Project', 'views', (t) =>
  t.relation('views', {
    description: `Saved views of its board, by name; at most ${MOST_VIEWS}.`,
    query: { orderBy: { name: 'asc' }, take: MOST_VIEWS },
  }),
);

const ViewColumnInput = builder.inputType('ViewColumnInput', {
  fields: (t) => ({ name: t.string({ required: true }), width: t.int(), pinned: t.boolean() }),
});

const ViewOrderInput = builder.inputType('ViewOrderInput', {
  fields: (t) => ({
    column: t.string({ required: true }),
    direction: t.field({ type: SortDirectionType, required: true, defaultValue: 'DESC' }),
  }),
});

const ViewStateInputType = builder.inputType('ViewStateInput', {
  description: 'What is left out is empty. Names that mean nothing are refused.',
  fields: (t) => ({
    query: t.string(),
    columns: t.field({ type: [ViewColumnInput] }),
    groupBy: t.field({ type: [GroupByInputType] }),
    measures: t.stringList(),
    orderBy: t.field({ type: [ViewOrderInput] }),
    display: t.field({ type: 'JSON' }),
  }),
});

builder.mutationFields((t) => ({
  createView: t.prismaField({
    type: 'SavedView',
    description: 'Saves how a board is looked at.',
    args: {
      project: t.arg.id({ required: true }),
      name: t.arg.string({ required: true }),
      state: t.arg({ type: ViewStateInputType, required: true }),
    },
    resolve: async (query, _root, { project, ...input }, context) => {
      const id = await createView(inTeam(context), rowId('Project', project), input);
      return context.db.savedView.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  updateView: t.prismaField({
    type: 'SavedView',
    description: 'Changes the name, or the whole state, of a view.',
    args: { id: t.arg.id({ required: true }), name: t.arg.string(), state: t.arg({ type: ViewStateInputType }) },
    resolve: async (query, _root, { id, ...change }, context) => {
      await updateView(inTeam(context), rowId('SavedView', id), change);
      return context.db.savedView.findUniqueOrThrow({ ...query, where: { id: rowId('SavedView', id) } });
    },
  }),
  deleteView: t.boolean({
    description: 'Deletes a view. What it shows stays.',
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_root, { id }, context) => {
      await deleteView(inTeam(context), rowId('SavedView', id));
      return true;
    },
  }),
}));
