'use client';
import { useMemo, useState } from 'react';
import { type Brushes, brushed, type ParallelAxis } from '../prepare/parallel.ts';
import styles from './ParallelFigure.module.css';
import { useDrag } from './use-drag.ts';

export interface HighlightedRun {
  /** Place of the run among all. */
  readonly index: number;
  readonly color: string;
}

interface ParallelFigureProps {
  axes: readonly ParallelAxis[];
  brushes: Brushes;
  onBrush: (brushes: Brushes) => void;
  /** Drawn in their own colours; without any, the upper quarter on the last axis is drawn in the accent. */
  highlighted: readonly HighlightedRun[];
  /** The run that is pointed at elsewhere. */
  pointed?: HighlightedRun | undefined;
  height?: number;
}

const width = 380;
const margin = { side: 24, top: 10 };
/** Under the axes; where their names take two rows, more. */
const foot = { one: 30, two: 42 };
const mostInOneRow = 5;
/** Up to this many lines are drawn as curves; beyond, straight ones are told apart as well. */
const mostCurved = 300;

/** A line per run over upright axes. Drag along an axis to hold a part of it fast, click it to let go. */
export function ParallelFigure({ axes, brushes, onBrush, highlighted, pointed, height = 182 }: ParallelFigureProps) {
  const x = (index: number) => margin.side + (index / Math.max(1, axes.length - 1)) * (width - 2 * margin.side);
  const isStaggered = axes.length > mostInOneRow;
  const bottom = isStaggered ? foot.two : foot.one;
  const y = (share: number) => height - bottom - share * (height - margin.top - bottom);
  // biome-ignore lint/correctness/useExhaustiveDependencies: x and y follow from axes and height
  const lines = useMemo(() => {
    const count = axes[0]?.at.length ?? 0;
    const pass = brushed(axes, brushes);
    const outcome = axes.at(-1)!.at;
    const known = outcome.filter(Number.isFinite).sort();
    const quarter = known[Math.floor(known.length * 0.75)] ?? 0;
    let [strong, weak] = ['', ''];
    for (let run = 0; run < count; run += 1) {
      const path = linePath(axes, run, x, y, count <= mostCurved);
      if (pass ? pass[run] === 1 : outcome[run]! >= quarter) strong += path;
      else weak += path;
    }
    return { strong, weak, count, isBrushed: pass !== undefined };
  }, [axes, brushes, height]);
  const isMany = lines.count > mostCurved;
  // Runs that are told apart take the light from the upper quarter, not from what a brush holds.
  const isOutshone = highlighted.length > 0 && !lines.isBrushed;
  const single = (run: HighlightedRun) => linePath(axes, run.index, x, y, !isMany);
  return (
    <div className={styles.frame}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        className={styles.figure}
        role="img"
        aria-label={`Parallel coordinates of ${axes.map((axis) => axis.title).join(', ')}`}
      >
        <g data-many={isMany || undefined}>
          <path d={lines.weak} className={styles.weak} />
          <path d={lines.strong} className={isOutshone ? styles.weak : styles.held} />
        </g>
        {highlighted.map((run) => (
          <path key={run.index} d={single(run)} className={styles.strong} style={{ stroke: run.color }} />
        ))}
        {pointed && <path d={single(pointed)} className={styles.pointed} style={{ stroke: pointed.color }} />}
        {axes.map((axis, index) => {
          const [isFirst, isLast] = [index === 0, index === axes.length - 1];
          return (
            <g key={axis.name}>
              <line x1={x(index)} x2={x(index)} y1={y(1)} y2={y(0)} className={styles.axis} />
              {tickLabels(axis).map((tick) => (
                <text key={tick.text} x={x(index) + (isLast ? -4 : 4)} y={y(tick.at) + 3} textAnchor={isLast ? 'end' : 'start'}>
                  {tick.text}
                </text>
              ))}
              <text
                x={isFirst ? 2 : isLast ? width - 2 : x(index)}
                y={height - 10 - (isStaggered && index % 2 === 1 ? 11 : 0)}
                textAnchor={isFirst ? 'start' : isLast ? 'end' : 'middle'}
                className={styles.name}
              >
                {axis.title}
              </text>
            </g>
          );
        })}
      </svg>
      {axes.map((axis, index) => (
        <AxisBrush
          key={axis.name}
          axis={axis}
          brush={brushes[axis.name]}
          style={{
            left: `calc(${(x(index) / width) * 100}% - 10px)`,
            top: `${(y(1) / height) * 100}%`,
            height: `${((y(0) - y(1)) / height) * 100}%`,
          }}
          onBrush={(brush) => {
            const { [axis.name]: _, ...others } = brushes;
            onBrush(brush ? { ...others, [axis.name]: brush } : others);
          }}
        />
      ))}
    </div>
  );
}

interface AxisBrushProps {
  axis: ParallelAxis;
  brush: readonly [number, number] | undefined;
  style: React.CSSProperties;
  onBrush: (brush: readonly [number, number] | undefined) => void;
}

function AxisBrush({ axis, brush, style, onBrush }: AxisBrushProps) {
  const [drawn, setDrawn] = useState<readonly [number, number]>();
  const span = (from: number, to: number) => [1 - Math.max(from, to), 1 - Math.min(from, to)] as const;
  const drag = useDrag(
    ({ from, to }) => setDrawn(span(from.y, to.y)),
    (ended) => {
      setDrawn(undefined);
      onBrush(ended && span(ended.from.y, ended.to.y));
    },
  );
  const shown = drawn ?? brush;
  // By keys the upper half is held, then the lower, then nothing.
  const next = brush === undefined ? ([0.5, 1] as const) : brush[0] >= 0.5 ? ([0, 0.5] as const) : undefined;
  return (
    <button
      type="button"
      className={styles.brush}
      style={style}
      aria-label={`Hold a part of ${axis.title}`}
      aria-pressed={brush !== undefined}
      onKeyDown={(event) => event.key === 'Enter' && onBrush(next)}
      {...drag}
    >
      {shown && <i style={{ bottom: `${shown[0] * 100}%`, height: `${(shown[1] - shown[0]) * 100}%` }} />}
    </button>
  );
}

function tickLabels({ scale }: ParallelAxis) {
  return scale.ticks.length <= 6 ? scale.ticks : [scale.ticks[0]!, scale.ticks.at(-1)!];
}

function linePath(
  axes: readonly ParallelAxis[],
  run: number,
  x: (index: number) => number,
  y: (share: number) => number,
  isCurved: boolean,
): string {
  let path = '';
  let [beforeX, beforeY] = [Number.NaN, Number.NaN];
  axes.forEach(({ at }, index) => {
    const share = at[run];
    if (share === undefined || !Number.isFinite(share)) return;
    const [px, py] = [x(index), y(share)];
    if (path === '') path = `M${px.toFixed(1)} ${py.toFixed(1)}`;
    else if (isCurved) {
      const half = ((beforeX + px) / 2).toFixed(1);
      path += `C${half} ${beforeY.toFixed(1)} ${half} ${py.toFixed(1)} ${px.toFixed(1)} ${py.toFixed(1)}`;
    } else path += `L${px.toFixed(1)} ${py.toFixed(1)}`;
    [beforeX, beforeY] = [px, py];
  });
  return path;
}
