'use client';
import 'uplot/dist/uPlot.min.css';
import { useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import { number } from '../../lib/format.ts';
import { axisLabels, axisText } from '../prepare/curve-view.ts';
import { type Points, smooth, type XAxis } from '../prepare/curves.ts';
import { frameOfX, frameOfY } from '../prepare/frame.ts';
import { nearest } from '../prepare/line-path.ts';
import { lineSvg } from '../prepare/line-svg.ts';
import { useFigurePicture } from './figure-picture.ts';
import { LineLegend } from './LineLegend.tsx';
import styles from './LineChart.module.css';
import { chartOptions, type DrawnLine, isCrowded } from './line-options.ts';
import { useScheme } from './use-scheme.ts';

export interface Line extends Points {
  readonly label: string;
  readonly color: string;
  readonly dash?: number[] | undefined;
  /** Edges of an interval around the line, at its own x. */
  readonly band?: { readonly low: Float64Array; readonly high: Float64Array } | undefined;
  /** Drawn thin and pale, behind the others. */
  readonly faint?: boolean | undefined;
}

export interface LineChartProps {
  lines: readonly Line[];
  label: string;
  height?: number;
  /** What x is; seconds for the last two. */
  axis?: XAxis;
  /** Logarithmic y. */
  log?: boolean;
  logX?: boolean;
  /** Weight of the past in [0, 1); above zero the raw line stays behind, faint. */
  smoothing?: number;
  clipOutliers?: boolean;
  xLabel?: string;
  legend?: boolean;
  formatY?: (value: number) => string;
  formatTick?: (value: number) => string;
  /** Charts with the same key share their crosshair. */
  syncKey?: string;
  /** Told what part of x is looked at, undefined for all of it. */
  onZoom?: (range: readonly [number, number] | undefined) => void;
}

/** Lines, each with its own x. Drag to zoom, double click to see all again; values under the pointer stand below. */
export default function LineChart({
  lines,
  label,
  height = 180,
  axis = 'step',
  log = false,
  logX = false,
  smoothing = 0,
  clipOutliers = false,
  xLabel = axisLabels[axis],
  legend = true,
  formatY = number,
  formatTick = formatY,
  syncKey,
  onZoom,
}: LineChartProps) {
  const scheme = useScheme();
  const root = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const [at, setAt] = useState<number>();
  const drawn = useMemo<Line[]>(() => {
    const smoothed = lines.map((line) => ({ ...line, y: smooth(line.y, smoothing) }));
    const behind = smoothing > 0 ? lines.map((line) => ({ ...line, faint: true, band: undefined })) : [];
    return [...behind, ...smoothed].sort((a, b) => Number(b.faint ?? false) - Number(a.faint ?? false));
  }, [lines, smoothing]);
  const zoom = useRef<readonly [number, number]>(undefined);
  const current = useRef({ drawn, log, logX, clipOutliers, formatTick, onZoom });
  current.current = { drawn, log, logX, clipOutliers, formatTick, onZoom };
  // What forces a new chart; new points alone only replace the data.
  const structure = JSON.stringify([
    drawn.map((line) => [line.color, line.dash, line.faint, line.band !== undefined]),
    [log, logX, axis, scheme, height, syncKey, isCrowded(drawn)],
  ]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `structure` stands for everything the options are made of
  useEffect(() => {
    const element = root.current;
    // uPlot cannot stand without a line; the first one brings a new structure.
    if (!element || current.current.drawn.length === 0) return;
    zoom.current = undefined;
    const chart = new uPlot(
      chartOptions({
        width: Math.max(element.clientWidth, 80),
        height,
        lines: () => current.current.drawn,
        axis,
        log,
        logX,
        scheme,
        syncKey,
        thin: isCrowded(current.current.drawn),
        formatTick: (value) => current.current.formatTick(value),
        onPointer: setAt,
        onZoom: (range) => {
          zoom.current = range;
          lookAt(chart, current.current, range);
          current.current.onZoom?.(range);
        },
      }),
      dataOf(current.current.drawn),
      element,
    );
    plot.current = chart;
    lookAt(chart, current.current, undefined);
    const observer = new ResizeObserver(() => {
      const width = Math.max(element.clientWidth, 80);
      // It is told once at the beginning, when nothing has changed, and would draw all again.
      if (width !== chart.width) chart.setSize({ width, height });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
      plot.current = undefined;
    };
  }, [structure]);

  const isFirst = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it looks at is current by then
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    const chart = plot.current;
    if (!chart) return;
    chart.batch(() => {
      chart.setData(dataOf(drawn), false);
      lookAt(chart, current.current, zoom.current);
    });
  }, [drawn, clipOutliers]);

  useFigurePicture((ink, title) =>
    lineSvg({
      title,
      lines: drawn,
      xLabel,
      log,
      logX,
      window: zoom.current,
      formatX: (value) => axisText(axis, value),
      formatY: formatTick,
      ink,
    }),
  );

  return (
    <figure className={styles.figure}>
      <div
        ref={root}
        className={styles.plot}
        style={{ height }}
        role="img"
        aria-label={`${label}: ${lines.length > 12 ? `${lines.length} lines` : lines.map((line) => line.label).join(', ')}`}
      />
      {legend && (
        <LineLegend
          lines={lines}
          place={at === undefined ? xLabel : `${xLabel} ${axisText(axis, at)}`}
          textOf={(line) => valueAt(line, smoothing, at, formatY)}
        />
      )}
    </figure>
  );
}

function dataOf(lines: readonly Points[]): uPlot.AlignedData {
  return [null, ...lines.map((line) => [line.x, line.y])] as unknown as uPlot.AlignedData;
}

/** Frames what is asked for; y follows what can be seen. An empty chart keeps a frame, so that its axes stand. */
function lookAt(
  chart: uPlot,
  { drawn, log, logX, clipOutliers }: { drawn: readonly DrawnLine[]; log: boolean; logX: boolean; clipOutliers: boolean },
  zoom: readonly [number, number] | undefined,
): void {
  const x = zoom ?? frameOfX(drawn, logX) ?? [logX ? 1 : 0, 10];
  const edges = drawn.flatMap((line) =>
    line.band
      ? [
          { x: line.x, y: line.band.low },
          { x: line.x, y: line.band.high },
        ]
      : [],
  );
  const y = frameOfY([...drawn, ...edges], x, { log, clipOutliers }) ?? [log ? 0.1 : 0, 1];
  // Both wait for the drawing that a new chart has asked for already, and are drawn with it.
  chart.setScale('x', { min: x[0], max: x[1] });
  chart.setScale('y', { min: y[0], max: y[1] });
}

/** At the pointer, else the last one; what is no number is said to be none. */
function valueAt(line: Points, smoothing: number, at: number | undefined, format: (value: number) => string): string {
  const index = at === undefined ? line.x.length - 1 : nearest(line.x, at);
  const value = line.y[index];
  if (value === undefined) return '–';
  if (!Number.isFinite(value)) return format(value);
  return format(smoothing > 0 ? smooth(line.y.subarray(0, index + 1), smoothing)[index]! : value);
}
