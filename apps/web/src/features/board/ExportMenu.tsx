'use client';
import { Button, Menu } from '@mantine/core';
import { queryText } from '../../charts/draw/figure-query.ts';
import { csvOf } from '../../charts/prepare/csv.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import { copy } from '../../ui/copy.ts';
import type { BoardState } from './board-state.ts';
import type { Column } from './columns.ts';
import { exportAddress, tableOf, tableQuery } from './export.ts';
import type { BoardItems } from './items.ts';

interface ExportMenuProps {
  project: ProjectRef;
  state: BoardState;
  columns: readonly Column[];
  /** Columns of which groups have a mean. */
  measures: readonly string[];
  items: BoardItems;
}

/** Takes away what is shown: all runs that pass, in this order, with these columns. */
export function ExportMenu({ project, state, columns, measures, items }: ExportMenuProps) {
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Button variant="default">Export</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Every run that passes</Menu.Label>
        <Menu.Item component="a" href={exportAddress(project, state, columns, 'csv')} download>
          CSV
        </Menu.Item>
        <Menu.Item component="a" href={exportAddress(project, state, columns, 'ndjson')} download>
          NDJSON
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => copy(csvOf(tableOf(items, columns)), 'Copied as CSV, as far as it was loaded.')}>
          Copy what is loaded as CSV
        </Menu.Item>
        <Menu.Item onClick={() => copy(queryText(tableQuery(project, state, columns, measures)), 'Copied the query, with its variables.')}>
          Copy as GraphQL
        </Menu.Item>
        <Menu.Item onClick={() => copy(location.href, 'Copied. It shows the board just so.')}>Copy the address of this view</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
