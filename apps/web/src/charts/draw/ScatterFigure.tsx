'use client';
import { type PointerEvent, useMemo, useState } from 'react';
import type { Brushes } from '../prepare/parallel.ts';
import { nearestRun, type ScatterPlot } from '../prepare/scatter.ts';
import type { HighlightedRun } from './ParallelFigure.tsx';
import styles from './ScatterFigure.module.css';
import { type DragSpan, useDrag } from './use-drag.ts';

interface ScatterFigureProps {
  plot: ScatterPlot;
  across: { readonly name: string; readonly title: string };
  up: { readonly name: string; readonly title: string };
  brushes: Brushes;
  onBrush: (brushes: Brushes) => void;
  highlighted: readonly HighlightedRun[];
  pointed?: HighlightedRun | undefined;
  /** The run under the pointer, by its place among all; −1 for none. */
  onPoint: (run: number) => void;
  onOpen: (run: number) => void;
  height?: number;
}

const width = 380;
const margin = { left: 44, right: 10, top: 8, bottom: 32 };
/** How near the pointer must come to a dot, as a share of the figure. */
const reach = 0.04;

/** A dot per run. Drag a frame to hold the runs in it, double click a dot to open its run. */
export function ScatterFigure(props: ScatterFigureProps) {
  const { plot, across, up, brushes, onBrush, highlighted, pointed, onPoint, onOpen, height = 150 } = props;
  const inner = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom };
  const px = (share: number) => margin.left + share * inner.width;
  const py = (share: number) => margin.top + (1 - share) * inner.height;
  const [drawn, setDrawn] = useState<Brushes>();
  const held = drawn ?? brushes;
  const [bx, by] = [held[across.name], held[up.name]];
  // biome-ignore lint/correctness/useExhaustiveDependencies: px and py follow from the height
  const dots = useMemo(() => {
    let [inside, outside] = ['', ''];
    for (let run = 0; run < plot.x.length; run += 1) {
      const [x, y] = [plot.x[run]!, plot.y[run]!];
      if (!Number.isFinite(x + y)) continue;
      const isIn = (!bx || (x >= bx[0] && x <= bx[1])) && (!by || (y >= by[0] && y <= by[1]));
      // A line of no length with round ends is a dot.
      const dot = `M${px(x).toFixed(1)} ${py(y).toFixed(1)}h0`;
      if (isIn) inside += dot;
      else outside += dot;
    }
    return { inside, outside };
  }, [plot, bx?.[0], bx?.[1], by?.[0], by?.[1], height]);
  const framed = ({ from, to }: DragSpan): Brushes => ({
    [across.name]: [Math.min(from.x, to.x), Math.max(from.x, to.x)],
    [up.name]: [1 - Math.max(from.y, to.y), 1 - Math.min(from.y, to.y)],
  });
  const others = () => {
    const { [across.name]: _, [up.name]: __, ...rest } = brushes;
    return rest;
  };
  const drag = useDrag(
    (span) => setDrawn(framed(span)),
    (span) => {
      setDrawn(undefined);
      onBrush(span ? { ...others(), ...framed(span) } : others());
    },
  );
  const runUnder = (event: { currentTarget: Element; clientX: number; clientY: number }) => {
    const box = event.currentTarget.getBoundingClientRect();
    return nearestRun(plot, { x: (event.clientX - box.left) / box.width, y: 1 - (event.clientY - box.top) / box.height }, reach);
  };
  const dotOf = ({ index, color }: HighlightedRun, size: number) =>
    Number.isFinite(plot.x[index]! + plot.y[index]!) && (
      <circle key={index} cx={px(plot.x[index]!)} cy={py(plot.y[index]!)} r={size} fill={color} className={styles.dot} />
    );
  return (
    <div className={styles.frame}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        className={styles.figure}
        role="img"
        aria-label={`${up.title} against ${across.title}, ${plot.count} runs`}
      >
        {plot.up.ticks.slice(0, 5).map((tick) => (
          <g key={tick.text}>
            <line x1={margin.left} x2={width - margin.right} y1={py(tick.at)} y2={py(tick.at)} className={styles.grid} />
            <text x={margin.left - 6} y={py(tick.at) + 3} textAnchor="end">
              {tick.text}
            </text>
          </g>
        ))}
        {plot.across.ticks.slice(0, 8).map((tick) => (
          <text
            key={tick.text}
            x={px(tick.at)}
            y={height - margin.bottom + 14}
            textAnchor={tick.at === 0 ? 'start' : tick.at === 1 ? 'end' : 'middle'}
          >
            {tick.text}
          </text>
        ))}
        <text x={width - margin.right} y={height - 4} textAnchor="end" className={styles.name}>
          {across.title}
          {plot.across.kind === 'log' && ' (log)'}
        </text>
        <path d={dots.outside} className={styles.outside} />
        <path d={dots.inside} className={styles.inside} style={{ opacity: plot.count > 400 ? 0.45 : 0.8 }} />
        {highlighted.map((run) => dotOf(run, 4))}
        {pointed && dotOf(pointed, 5.5)}
        {(bx || by) && (
          <rect
            x={px(bx?.[0] ?? 0)}
            width={((bx?.[1] ?? 1) - (bx?.[0] ?? 0)) * inner.width}
            y={py(by?.[1] ?? 1)}
            height={((by?.[1] ?? 1) - (by?.[0] ?? 0)) * inner.height}
            className={styles.held}
          />
        )}
      </svg>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the parallel axes hold runs by keys, the table opens them */}
      <div
        className={styles.surface}
        style={{
          left: `${(margin.left / width) * 100}%`,
          right: `${(margin.right / width) * 100}%`,
          top: `${(margin.top / height) * 100}%`,
          bottom: `${(margin.bottom / height) * 100}%`,
        }}
        {...drag}
        onPointerMove={(event: PointerEvent<HTMLDivElement>) => {
          drag.onPointerMove(event);
          onPoint(runUnder(event));
        }}
        onPointerLeave={() => onPoint(-1)}
        onDoubleClick={(event) => {
          const run = runUnder(event);
          if (run >= 0) onOpen(run);
        }}
      />
    </div>
  );
}
