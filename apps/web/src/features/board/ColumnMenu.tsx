'use client';
import { Menu } from '@mantine/core';
import styles from './BoardTable.module.css';
import type { ShownColumn } from './board-state.ts';
import type { Column } from './columns.ts';
import { isCurve } from './use-sparklines.ts';

interface ColumnMenuProps {
  column: Column;
  onSort: (descending: boolean) => void;
  onChange: (part: Partial<ShownColumn>) => void;
  onHide: () => void;
  onMove: (by: number) => void;
}

/** What can be done with a column. */
export function ColumnMenu({ column, onSort, onChange, onHide, onMove }: ColumnMenuProps) {
  return (
    <Menu position="bottom-end" width={200} withinPortal>
      <Menu.Target>
        <button type="button" className={styles.more} aria-label={`Column ${column.title}`}>
          ⋯
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className="mono">{column.name}</Menu.Label>
        {!isCurve(column.name) && (
          <>
            <Menu.Item onClick={() => onSort(true)}>Greatest first</Menu.Item>
            <Menu.Item onClick={() => onSort(false)}>Least first</Menu.Item>
            <Menu.Item onClick={() => onChange({ colored: column.colored ? undefined : true })}>
              {column.colored ? 'No colour' : 'Colour by value'}
            </Menu.Item>
          </>
        )}
        <Menu.Item onClick={() => onChange({ pinned: column.pinned ? undefined : true })}>{column.pinned ? 'Unpin' : 'Pin'}</Menu.Item>
        <Menu.Item onClick={() => onMove(-1)}>Move left</Menu.Item>
        <Menu.Item onClick={() => onMove(1)}>Move right</Menu.Item>
        <Menu.Item onClick={onHide}>Hide</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
