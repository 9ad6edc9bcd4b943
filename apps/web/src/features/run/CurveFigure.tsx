'use client';
import { useMemo } from 'react';
import { Figure } from '../../charts/draw/Figure.tsx';
import { type Line, Lines } from '../../charts/draw/Lines.tsx';
import { useScheme } from '../../charts/draw/use-scheme.ts';
import { divergedAt, type PackedCurve, pointsOf, type XAxis } from '../../charts/prepare/curves.ts';
import { metricName, metricText, tickText } from '../../charts/prepare/metric-words.ts';
import { runColor } from '../../charts/prepare/run-colors.ts';
import { number } from '../../lib/format.ts';
import type { Run } from './RunHeader.tsx';

interface CurveFigureProps {
  run: Run;
  name: string;
  curves: readonly PackedCurve[];
  axis?: XAxis;
  log?: boolean;
  smoothing?: number;
  height?: number;
}

/** One quantity of one run: training solid, validation dashed. */
export function CurveFigure({ run, name, curves, axis = 'step', log = false, smoothing = 0, height = 180 }: CurveFigureProps) {
  const scheme = useScheme();
  const color = runColor(run.number, scheme);
  const lines = useMemo<Line[]>(
    () =>
      curves.map((curve) => ({
        label: metricName(curve.key),
        color,
        dash: curve.key.startsWith('val') ? [5, 3] : undefined,
        ...pointsOf(curve, axis),
      })),
    [curves, color, axis],
  );
  const diverged = lines.map(divergedAt).find((step) => step !== undefined);
  const table = () => ({
    columns: ['metric', axis === 'step' ? 'step' : 'seconds', 'value'],
    rows: lines.flatMap((line) => Array.from(line.x, (x, index) => [line.label, x, line.y[index]!] as const)),
  });
  return (
    <Figure
      title={metricName(name)}
      note={diverged !== undefined ? `no number from ${axis === 'step' ? 'step' : 'second'} ${number(diverged)} on` : log ? 'log' : ''}
      table={table}
    >
      <Lines
        lines={lines}
        label={metricName(name)}
        height={height}
        log={log}
        smoothing={smoothing}
        xLabel={axis === 'step' ? 'step' : 'seconds'}
        formatY={(value) => metricText(name, value)}
        formatTick={(value) => tickText(name, value)}
        syncKey={run.id}
      />
    </Figure>
  );
}
