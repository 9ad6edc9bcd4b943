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

/** Small curves of the rows in sight: one request for all of them and each kind of column. Those of runs that are over are asked for once. */
export function useSparklines(rows: readonly Row[], columns: readonly string[], usualKeys: readonly string[]) {
  const client = useClient();
  const [curves, setCurves] = useState<Readonly<Record<string, PackedCurve | null>>>({});
  const asked = useRef(new Map<string, string>());
  const wanted = columns.filter(isCurve);
  const state = (row: Row) => (row.status === 'RUNNING' ? `${row.progress?.fraction}` : row.status);
  const question = JSON.stringify([wanted, usualKeys, rows.map((row) => [row.id, state(row)])]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `question` stands for rows, columns and keys
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const column of wanted) {
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
            setCurves((was) => ({
              ...was,
              ...Object.fromEntries(missing.map((row) => [`${column} ${row.id}`, found.get(row.id) ?? null])),
            }));
          });
      }
    }, settledMs);
    return () => clearTimeout(timer);
  }, [client, question]);

  return (column: string, row: Row): PackedCurve | undefined => curves[`${column} ${row.id}`] ?? undefined;
}
