'use client';
import { useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import type { PackedCurve } from '../../charts/prepare/curves.ts';
import { BoardCurvesDocument } from '../../generated/board.ts';
import type { Row } from './row.ts';

/** A row that is scrolled past quickly is not asked for. */
const settledMs = 120;
const pixels = 44;

/** Whether a column shows curves: `curve` the one that tells most, `curve.val_loss` the one named. */
export function isCurve(column: string): boolean {
  return column === 'curve' || column.startsWith('curve.');
}

/** The curves of one row, by their columns; the same object until one of them is another. */
export type RowCurves = Readonly<Record<string, PackedCurve | undefined>>;

/** Small curves of the rows in sight in the columns that show them: one request for all of them and each kind of column. Those of runs that are over are asked for once. */
export function useSparklines(
  rows: readonly Row[],
  columns: readonly string[],
  usualKeys: readonly string[],
): ReadonlyMap<string, RowCurves> {
  const client = useClient();
  const [curves, setCurves] = useState<ReadonlyMap<string, RowCurves>>(new Map());
  const asked = useRef(new Map<string, string>());
  const state = (row: Row) => (row.status === 'RUNNING' ? `${row.progress?.fraction}` : row.status);
  const question = JSON.stringify([columns, usualKeys, rows.map((row) => [row.id, state(row)])]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `question` stands for rows, columns and keys
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const column of columns) {
        const missing = rows.filter((row) => asked.current.get(`${column} ${row.id}`) !== state(row));
        if (missing.length === 0) continue;
        for (const row of missing) asked.current.set(`${column} ${row.id}`, state(row));
        const keys = column === 'curve' ? [...usualKeys] : [column.slice('curve.'.length)];
        void client
          .query(
            BoardCurvesDocument,
            { runs: missing.map((row) => row.id), keys, firstKeyOnly: true, pixels },
            { requestPolicy: 'network-only' },
          )
          .toPromise()
          .then(({ data }) => {
            if (!data) {
              // Asked again when the row is seen again.
              for (const row of missing) asked.current.delete(`${column} ${row.id}`);
              return;
            }
            const found = new Map(data.curves.map((curve) => [curve.run, curve]));
            setCurves((was) => new Map([...was, ...missing.map(({ id }) => [id, { ...was.get(id), [column]: found.get(id) }] as const)]));
          });
      }
    }, settledMs);
    return () => clearTimeout(timer);
  }, [client, question]);

  return curves;
}
