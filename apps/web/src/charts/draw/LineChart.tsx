'use client';
import 'uplot/dist/uPlot.min.css';
import { useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import { number } from '../../lib/format.ts';
import { onSharedX, type Points, smooth } from '../prepare/curves.ts';
import styles from './LineChart.module.css';
import { useScheme } from './use-scheme.ts';

export interface Line extends Points {
  readonly label: string;
  readonly color: string;
  readonly dash?: number[] | undefined;
}

export interface LineChartProps {
  lines: readonly Line[];
  label: string;
  height?: number;
  /** Logarithmic y. */
  log?: boolean;
  /** Weight of the past in [0, 1); above zero the raw line stays behind, faint. */
  smoothing?: number;
  xLabel?: string;
  legend?: boolean;
  formatY?: (value: number) => string;
  formatTick?: (value: number) => string;
  /** Charts with the same key share their crosshair. */
  syncKey?: string;
}

const inks = { light: { axis: '#6a655d', grid: '#e6e1d6' }, dark: { axis: '#a39c91', grid: '#2f2c27' } };

/** Lines over a shared x. Drag to zoom, double click to see all again; values under the pointer stand below. */
export default function LineChart({
  lines,
  label,
  height = 180,
  log = false,
  smoothing = 0,
  xLabel = 'step',
  legend = true,
  formatY = number,
  formatTick = formatY,
  syncKey,
}: LineChartProps) {
  const scheme = useScheme();
  const root = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const [at, setAt] = useState<number | null>(null);
  const faint = smoothing > 0;
  const data = useMemo(() => {
    const smoothed = lines.map((line) => ({ x: line.x, y: smooth(line.y, smoothing) }));
    return onSharedX(faint ? [...smoothed, ...lines] : smoothed);
  }, [lines, smoothing, faint]);
  // What forces a new chart; new points alone only replace the data.
  const structure = JSON.stringify([lines.map((line) => [line.label, line.color, line.dash]), log, faint, scheme, height, xLabel, syncKey]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `structure` stands for everything the options are made of
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const ink = inks[scheme];
    const axis = {
      stroke: ink.axis,
      font: '11px "Inter Variable", sans-serif',
      ticks: { show: false },
      grid: { stroke: ink.grid, width: 1 },
    };
    const drawn = (line: Line, alpha: string, width: number): uPlot.Series => ({
      label: line.label,
      stroke: line.color + alpha,
      width,
      ...(line.dash && { dash: line.dash }),
      spanGaps: false,
      points: { show: line.x.length === 1, size: 5, fill: line.color },
    });
    const chart = new uPlot(
      {
        width: Math.max(element.clientWidth, 80),
        height,
        padding: [8, 8, 0, 0],
        legend: { show: false },
        cursor: { y: false, points: { size: 6 }, drag: { x: true, y: false }, ...(syncKey && { sync: { key: syncKey } }) },
        scales: { x: { time: false }, y: { distr: log ? 3 : 1 } },
        axes: [
          { ...axis, grid: { show: false }, size: 26, gap: 4, space: 60, values: (_, ticks) => ticks.map((tick) => number(tick, 6)) },
          {
            ...axis,
            size: 46,
            gap: 4,
            space: Math.max(34, height / 5),
            values: (_, ticks) => ticks.map((tick) => (tick === null ? '' : formatTick(tick))),
          },
        ],
        series: [{}, ...lines.map((line) => drawn(line, '', 1.6)), ...(faint ? lines.map((line) => drawn(line, '40', 1)) : [])],
        hooks: { setCursor: [(self) => setAt(self.cursor.idx ?? null)] },
      },
      data as uPlot.AlignedData,
      element,
    );
    plot.current = chart;
    const observer = new ResizeObserver(() => chart.setSize({ width: Math.max(element.clientWidth, 80), height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
      plot.current = undefined;
    };
  }, [structure]);

  useEffect(() => {
    plot.current?.setData(data as uPlot.AlignedData);
  }, [data]);

  const x = data[0];
  return (
    <figure className={styles.figure}>
      <div
        ref={root}
        className={styles.plot}
        style={{ height }}
        role="img"
        aria-label={`${label}: ${lines.map((line) => line.label).join(', ')}`}
      />
      {legend && (
        <figcaption className={styles.legend}>
          <span className={styles.x}>{at === null || x[at] === undefined ? xLabel : `${xLabel} ${number(x[at], 6)}`}</span>
          {lines.slice(0, 12).map((line, index) => (
            <span key={line.label}>
              <svg width="14" height="8" aria-hidden>
                <line x1="0" x2="14" y1="4" y2="4" stroke={line.color} strokeWidth="2" strokeDasharray={line.dash?.join(' ')} />
              </svg>
              {line.label} <b>{valueAt(data[index + 1] as (number | null | undefined)[], at, formatY)}</b>
            </span>
          ))}
        </figcaption>
      )}
    </figure>
  );
}

/** At the pointer, else the last one; what is no number is said to be none. */
function valueAt(column: readonly (number | null | undefined)[], at: number | null, format: (value: number) => string): string {
  for (let index = at ?? column.length - 1; index >= 0; index -= 1) {
    const value = column[index];
    if (value === null) return 'NaN';
    if (value !== undefined) return format(value);
  }
  return '–';
}
