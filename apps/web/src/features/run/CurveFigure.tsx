'use client';
import { useMemo } from 'react';
import { Figure, type FigureQuery } from '../../charts/draw/Figure.tsx';
import { type Line, Lines } from '../../charts/draw/Lines.tsx';
import { useScheme } from '../../charts/draw/use-scheme.ts';
import { axisLabels, axisText, type CurveView, readCurveView } from '../../charts/prepare/curve-view.ts';
import { divergedAt, type PackedCurve, pointsOf } from '../../charts/prepare/curves.ts';
import { metricName, metricText, tickText } from '../../charts/prepare/metric-words.ts';
import { runColor } from '../../charts/prepare/run-colors.ts';
import type { Run } from './RunHeader.tsx';

interface CurveFigureProps {
  run: Run;
  /** The quantity; a metric's key, or what stands above an overlay. */
  name: string;
  curves: readonly PackedCurve[];
  view?: CurveView;
  /** Each curve in a colour of its own; otherwise all in the run's, or each fold in one, with validation dashed. */
  colored?: boolean;
  height?: number;
  query?: FigureQuery | undefined;
  onZoom?: (range: readonly [number, number] | undefined) => void;
}

const plain = readCurveView(new URLSearchParams());

/** The fold, from 1, that a series is of. */
function foldOf(key: string): number | undefined {
  const [, fold] = /^fold_(\d+)\//.exec(key) ?? [];
  return fold === undefined ? undefined : Number(fold);
}

/** One quantity of one run, or several laid over each other. */
export function CurveFigure({ run, name, curves, view = plain, colored = false, height = 180, query, onZoom }: CurveFigureProps) {
  const scheme = useScheme();
  const lines = useMemo<Line[]>(
    () =>
      curves.map((curve, index) => ({
        label: metricName(curve.key),
        color: runColor(colored ? index + 1 : (foldOf(curve.key) ?? run.number), scheme),
        dash: !colored && /^(fold_\d+\/)?val/.test(curve.key) ? [5, 3] : undefined,
        ...pointsOf(curve, view.axis),
      })),
    [curves, colored, run.number, scheme, view.axis],
  );
  const diverged = lines.map(divergedAt).find((place) => place !== undefined);
  const table = () => ({
    columns: ['metric', axisLabels[view.axis], 'value'],
    rows: lines.flatMap((line) => Array.from(line.x, (x, index) => [line.label, x, line.y[index]!] as const)),
  });
  return (
    <Figure
      title={metricName(name)}
      note={
        diverged !== undefined
          ? `no number from ${axisLabels[view.axis]} ${axisText(view.axis, diverged)} on`
          : view.logY
            ? 'logarithmic'
            : ''
      }
      table={table}
      query={query}
    >
      <Lines
        lines={lines}
        label={metricName(name)}
        height={height}
        axis={view.axis}
        log={view.logY}
        logX={view.logX}
        smoothing={view.smoothing}
        clipOutliers={view.clipOutliers}
        formatY={(value) => metricText(name, value)}
        formatTick={(value) => tickText(name, value)}
        syncKey={run.id}
        {...(onZoom && { onZoom })}
      />
    </Figure>
  );
}
