import DataLoader from 'dataloader';
import { builder } from '../../../../builder.ts';
import { type Context, once } from '../../../../context.ts';
import type { Column } from './column.ts';
import { givenColumns } from './given.ts';
import { type Cells, listCells } from './service.ts';

builder.prismaObjectField('Run', 'cells', (t) =>
  t.field({
    type: ['JSON'],
    nullable: { list: false, items: true },
    description:
      'What it has in the columns asked for, in their order, null where it has nothing. Columns have the names of the filter language: params.lr, metrics.loss.min, test.accuracy (value, low and high), tags, tags.seed, dataset, created. One statement for a whole page.',
    select: { id: true },
    args: { columns: t.arg.stringList({ required: true }) },
    resolve: ({ id }, { columns }, context) => cellsOf(context, id, columns) as Promise<unknown[]>,
  }),
);

function cellsOf(context: Context, id: string, names: readonly string[]): Promise<Cells> {
  const loader = once(context, `cells ${JSON.stringify(names)}`, () => {
    const columns: Column[] = givenColumns(names, 'columns');
    return new DataLoader<string, Cells>(
      async (ids) => {
        const found = await listCells(context, ids, columns);
        return ids.map((each) => found.get(each) ?? columns.map(() => null));
      },
      { cache: false },
    );
  });
  return loader.load(id);
}
