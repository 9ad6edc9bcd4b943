import { invalidInput } from '../../../errors.ts';
import { givenColumn } from './columns/given.ts';
import type { Attribute, SummaryField } from './filter.ts';
import type { Order } from './order.ts';

export { NEWEST } from './order.ts';

export interface OrderInput {
  readonly by: 'NUMBER' | 'NAME' | 'CREATED' | 'DURATION' | 'STATUS' | 'METRIC' | 'PARAM' | 'COLUMN';
  readonly key?: string | null | undefined;
  readonly field?: SummaryField | null | undefined;
  readonly direction: 'ASC' | 'DESC';
}

/** The order that is asked for. Throws `INVALID_INPUT` when it does not say by which metric, param or column. */
export function givenOrder({ by, key, field, direction }: OrderInput, name = 'orderBy'): Order {
  if (by !== 'METRIC' && by !== 'PARAM' && by !== 'COLUMN')
    return { column: { on: 'attribute', attribute: by.toLowerCase() as Attribute }, direction };
  if (!key) throw invalidInput(`An order by ${by} requires a key`, `${name}.key`);
  if (by === 'COLUMN') return { column: givenColumn(key, `${name}.key`), direction };
  if (by === 'PARAM') return { column: { on: 'param', path: key.split('.') }, direction };
  return { column: { on: 'metric', key, field: field ?? 'LAST' }, direction };
}
