'use client';
import { useEffect, useMemo, useState } from 'react';
import { useClient } from 'urql';
import { Figure } from '../../charts/draw/Figure.tsx';
import { type Line, Lines } from '../../charts/draw/Lines.tsx';
import { ParallelFigure } from '../../charts/draw/ParallelFigure.tsx';
import { useScheme } from '../../charts/draw/use-scheme.ts';
import { type PackedCurve, pointsOf } from '../../charts/prepare/curves.ts';
import { metricName, metricText, tickText } from '../../charts/prepare/metric-words.ts';
import { parallelAxes } from '../../charts/prepare/parallel.ts';
import { runColor } from '../../charts/prepare/run-colors.ts';
import { BoardCurvesDocument } from '../../generated/board.ts';
import { flatten } from '../../lib/json.ts';
import { plural } from '../../lib/format.ts';
import styles from './Board.module.css';
import type { Row } from './columns.ts';

interface BoardFiguresProps {
  rows: readonly Row[];
  selected: readonly string[];
  primaryMetric: string;
}

const most = 10;

/** The curves of the selected runs, or of the first ten, and how their params lead to the metric. */
export function BoardFigures({ rows, selected, primaryMetric }: BoardFiguresProps) {
  const trained = rows.filter((row) => row.metricKeys.length > 0);
  const chosen = selected.length > 0 ? trained.filter((row) => selected.includes(row.id)) : trained.slice(0, most);
  const quality = firstKey(chosen, [`val_${primaryMetric}`, primaryMetric, 'val_accuracy', 'accuracy']);
  const loss = firstKey(chosen, ['val_loss', 'loss']);
  const curves = useCurves(
    chosen,
    [quality, loss].filter((key) => key !== undefined),
  );
  const evaluated = rows.filter((row) => row.evaluation?.metrics.some((metric) => metric.name === primaryMetric && metric.value !== null));
  const axes = useMemo(
    () =>
      parallelAxes(
        evaluated.map((row) => ({
          id: row.id,
          params: Object.fromEntries(flatten(row.params)),
          outcome: row.evaluation?.metrics.find((metric) => metric.name === primaryMetric)?.value ?? Number.NaN,
        })),
        metricName(primaryMetric),
      ),
    [evaluated, primaryMetric],
  );
  return (
    <div className={styles.figures}>
      {quality && <RunCurves title={metricName(quality)} metric={quality} rows={chosen} curves={curves} />}
      {loss && <RunCurves title={metricName(loss)} metric={loss} rows={chosen} curves={curves} />}
      {axes.axes.length > 1 && (
        <Figure
          title="Parameters that matter"
          note={plural(evaluated.length, 'run')}
          table={() => ({
            columns: ['run', ...axes.axes.map((axis) => axis.name)],
            rows: axes.lines.map((line) => [rows.find((row) => row.id === line.id)?.number ?? '', ...line.texts]),
          })}
        >
          <ParallelFigure
            {...axes}
            highlighted={selected.length > 0 ? selected : []}
            numbers={Object.fromEntries(rows.map((row) => [row.id, row.number]))}
          />
        </Figure>
      )}
    </div>
  );
}

function RunCurves({
  title,
  metric,
  rows,
  curves,
}: {
  title: string;
  metric: string;
  rows: readonly Row[];
  curves: readonly PackedCurve[];
}) {
  const scheme = useScheme();
  const lines = useMemo<Line[]>(
    () =>
      rows.flatMap((row) => {
        const curve = curves.find((candidate) => candidate.run === row.id && candidate.key === metric);
        return curve ? [{ label: `#${row.number} ${row.name}`, color: runColor(row.number, scheme), ...pointsOf(curve, 'step') }] : [];
      }),
    [rows, curves, metric, scheme],
  );
  return (
    <Figure
      title={title}
      note={plural(lines.length, 'run')}
      table={() => ({
        columns: ['run', 'step', title],
        rows: lines.flatMap((line) => Array.from(line.x, (x, index) => [line.label, x, line.y[index]!] as const)),
      })}
    >
      <Lines
        lines={lines}
        label={title}
        height={150}
        legend={false}
        formatY={(value) => metricText(metric, value)}
        formatTick={(value) => tickText(metric, value)}
        syncKey="board"
      />
    </Figure>
  );
}

function firstKey(rows: readonly Row[], candidates: readonly string[]): string | undefined {
  return candidates.find((key) => rows.some((row) => row.metricKeys.includes(key)));
}

/** Curves of several runs; those of finished ones are never asked for twice. */
function useCurves(rows: readonly Row[], keys: readonly string[]): readonly PackedCurve[] {
  const client = useClient();
  const [curves, setCurves] = useState<Readonly<Record<string, readonly PackedCurve[]>>>({});
  const question = JSON.stringify([rows.map((row) => [row.id, row.status === 'FINISHED' ? '' : row.progress?.fraction]), keys]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `question` stands for rows and keys
  useEffect(() => {
    let gone = false;
    for (const row of rows) {
      const own = keys.filter((key) => row.metricKeys.includes(key));
      if (own.length === 0) continue;
      void client
        .query(
          BoardCurvesDocument,
          { id: row.id, keys: own, pixels: 400 },
          { requestPolicy: row.status === 'FINISHED' ? 'cache-first' : 'network-only' },
        )
        .toPromise()
        .then(({ data }) => {
          const found = data?.run?.curves;
          if (!gone && found) setCurves((was) => ({ ...was, [row.id]: found }));
        });
    }
    return () => {
      gone = true;
    };
  }, [client, question]);
  return useMemo(() => Object.values(curves).flat(), [curves]);
}
