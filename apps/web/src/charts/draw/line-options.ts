// What uPlot is told to draw lines that each have their own x: paths, bands, crosshair, zoom. It ranges nothing by itself.
import type uPlot from 'uplot';
import { number } from '../../lib/format.ts';
import type { Points, XAxis } from '../prepare/curves.ts';
import { nearest, type Projection, project, traceLine } from '../prepare/line-path.ts';
import type { Scheme } from '../prepare/run-colors.ts';

export interface DrawnLine extends Points {
  readonly color: string;
  readonly dash?: number[] | undefined;
  readonly faint?: boolean | undefined;
  readonly band?: { readonly low: Float64Array; readonly high: Float64Array } | undefined;
}

interface ChartOptions {
  width: number;
  height: number;
  /** What is drawn now; asked for at each drawing. */
  lines: () => readonly DrawnLine[];
  axis: XAxis;
  log: boolean;
  logX: boolean;
  scheme: Scheme;
  syncKey: string | undefined;
  /** So much to draw that lines are thin; see `isCrowded`. */
  thin: boolean;
  formatTick: (value: number) => string;
  /** Where on x the pointer is. */
  onPointer: (x: number | undefined) => void;
  onZoom: (range: readonly [number, number] | undefined) => void;
}

const inks = { light: { axis: '#6a655d', grid: '#e6e1d6' }, dark: { axis: '#a39c91', grid: '#2f2c27' } };
/** Beyond this many lines, points that follow the pointer would be a crowd. */
const mostPoints = 12;

/** Beyond this many points, a stroke wider than a pixel would take a tenth of a second where no GPU paints it. */
const mostBroad = 8000;

/** Whether lines are drawn a pixel wide: a twentieth of the work of wider ones, and easier to tell apart where there are many. */
export function isCrowded(lines: readonly Points[]): boolean {
  return lines.length > mostPoints || lines.reduce((sum, { x }) => sum + x.length, 0) > mostBroad;
}

export function chartOptions(options: ChartOptions): uPlot.Options {
  const { width, height, lines, axis, log, logX, scheme, syncKey, thin } = options;
  const ink = inks[scheme];
  const style = {
    stroke: ink.axis,
    font: '11px "Inter Variable", sans-serif',
    ticks: { show: false },
    grid: { stroke: ink.grid, width: 1 },
  };
  return {
    mode: 2,
    width,
    height,
    padding: [8, 8, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      points: { show: lines().length <= mostPoints, size: 6 },
      drag: { x: true, y: false, setScale: false },
      dataIdx: (self, index) => {
        const line = lines()[index - 1];
        const found = line ? nearest(line.x, self.posToVal(self.cursor.left ?? 0, 'x')) : -1;
        return (found < 0 ? null : found) as number;
      },
      bind: { dblclick: () => () => (options.onZoom(undefined), null) },
      ...(syncKey && { sync: { key: syncKey, scales: ['x', null] } }),
    },
    scales: {
      x: { time: axis === 'time', auto: false, distr: logX ? 3 : 1, range: (_, min, max) => [min, max] },
      y: { time: false, auto: false, distr: log ? 3 : 1, range: (_, min, max) => [min, max] },
    },
    axes: [
      {
        ...style,
        scale: 'x',
        grid: { show: false },
        size: 26,
        gap: 4,
        space: axis === 'time' ? 80 : 60,
        ...(axis !== 'time' && { values: (_, ticks) => ticks.map((tick) => (tick === null ? '' : number(tick, 6))) }),
      },
      {
        ...style,
        scale: 'y',
        size: 46,
        gap: 4,
        space: Math.max(34, height / 5),
        values: (_, ticks) => ticks.map((tick) => (tick === null ? '' : options.formatTick(tick))),
      },
    ],
    series: [
      {},
      ...lines().map((line, index) => ({
        stroke: line.faint ? `${line.color}40` : line.color,
        width: line.faint || thin ? 1 : 1.6,
        auto: false,
        ...(line.dash && { dash: line.dash }),
        points: { show: false },
        paths: (self: uPlot) => pathOf(self, lines()[index], log, logX),
      })),
    ],
    hooks: {
      drawAxes: [(self) => drawBands(self, lines(), log, logX)],
      setCursor: [(self) => options.onPointer((self.cursor.left ?? -1) < 0 ? undefined : self.posToVal(self.cursor.left!, 'x'))],
      setSelect: [
        (self) => {
          const { left, width: wide } = self.select;
          if (wide < 4) return;
          options.onZoom([self.posToVal(left, 'x'), self.posToVal(left + wide, 'x')]);
          self.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    },
  };
}

function projections(self: uPlot, log: boolean, logX: boolean): { x: Projection; y: Projection } {
  const { left, top, width, height } = self.bbox;
  const { x, y } = self.scales as { x: { min: number; max: number }; y: { min: number; max: number } };
  return {
    x: { low: x.min, high: x.max, offset: left, pixels: width, log: logX },
    y: { low: y.min, high: y.max, offset: top + height, pixels: -height, log },
  };
}

function pathOf(self: uPlot, line: Points | undefined, log: boolean, logX: boolean): uPlot.Series.Paths | null {
  if (!line || line.x.length === 0) return null;
  const stroke = new Path2D();
  const { x, y } = projections(self, log, logX);
  const told = traceLine(line.x, line.y, x, y, stroke);
  // One point alone is no line, but it is there.
  if (told === 1) {
    const index = line.y.findIndex(Number.isFinite);
    stroke.arc(project(x, line.x[index]!), project(y, line.y[index]!), 2 * devicePixelRatio, 0, 2 * Math.PI);
  }
  return { stroke, fill: null, clip: null, band: null, flags: 0 } as unknown as uPlot.Series.Paths;
}

function drawBands(self: uPlot, lines: readonly DrawnLine[], log: boolean, logX: boolean): void {
  const { x, y } = projections(self, log, logX);
  const { ctx, bbox } = self;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const { band, x: places, color } of lines) {
    if (!band) continue;
    const area = new Path2D();
    const known = Array.from(places.keys()).filter((index) => Number.isFinite(band.low[index]) && Number.isFinite(band.high[index]));
    known.forEach((index, turn) => {
      const [px, py] = [project(x, places[index]!), project(y, band.high[index]!)];
      if (turn === 0) area.moveTo(px, py);
      else area.lineTo(px, py);
    });
    for (const index of known.reverse()) area.lineTo(project(x, places[index]!), project(y, band.low[index]!));
    ctx.fillStyle = `${color}26`;
    ctx.fill(area);
  }
  ctx.restore();
}
