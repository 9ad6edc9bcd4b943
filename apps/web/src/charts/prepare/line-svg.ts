// A line chart as SVG text: what is on the canvas, in vectors, for papers and slides.
import { escapeXml, type SvgInk, svgDocument } from './svg-text.ts';
import { bandPath, linePath, niceTicks } from './weight-curve.ts';

export interface SvgLine {
  readonly label: string;
  readonly color: string;
  readonly dash?: readonly number[] | undefined;
  readonly x: ArrayLike<number>;
  /** A value that is not finite, or not positive on a logarithmic axis, leaves a gap. */
  readonly y: ArrayLike<number>;
  readonly band?: { readonly low: ArrayLike<number>; readonly high: ArrayLike<number> } | undefined;
  /** Drawn thin and pale, and left out of the legend. */
  readonly faint?: boolean | undefined;
}

export interface LineSvgOptions {
  readonly title: string;
  readonly lines: readonly SvgLine[];
  readonly xLabel: string;
  readonly log: boolean;
  readonly logX?: boolean;
  /** What is seen of x; all of it when left out. */
  readonly window?: readonly [number, number] | undefined;
  readonly formatX: (value: number) => string;
  readonly formatY: (value: number) => string;
  readonly ink: SvgInk;
  readonly width?: number;
  readonly height?: number;
}

const frame = { left: 58, right: 16, top: 34, bottom: 40 };
const legendRow = 18;

/** `width` and `height` are of the chart in CSS pixels; a row for each named line comes below it. */
export function lineSvg(options: LineSvgOptions): string {
  const { title, xLabel, log, logX = false, window, formatX, formatY, ink, width = 640, height = 360 } = options;
  const lines = options.lines.map((line) => ({ ...line, ...visible(line, window, log, logX) }));
  const x = axisOf(
    window ?? range(lines.map((line) => line.x)),
    logX,
    (share) => frame.left + share * (width - frame.left - frame.right),
    window !== undefined || logX,
  );
  const y = axisOf(range(lines.map((line) => line.y)), log, (share) => frame.top + (1 - share) * (height - frame.top - frame.bottom), log);
  const named = lines.filter((line) => !line.faint);
  const dash = (line: SvgLine) => (line.dash ? ` stroke-dasharray="${line.dash.join(' ')}"` : '');
  return svgDocument({ width, height: height + named.length * legendRow, ink }, [
    `<text x="${frame.left}" y="20" font-size="13" font-weight="600" fill="${ink.text}">${escapeXml(title)}</text>`,
    ...y.ticks.map(
      (tick) =>
        `<line x1="${frame.left}" x2="${width - frame.right}" y1="${y.at(tick).toFixed(1)}" y2="${y.at(tick).toFixed(1)}" stroke="${ink.grid}"/>` +
        `<text x="${frame.left - 6}" y="${(y.at(tick) + 4).toFixed(1)}" text-anchor="end">${escapeXml(formatY(tick))}</text>`,
    ),
    ...x.ticks.map(
      (tick) => `<text x="${x.at(tick).toFixed(1)}" y="${height - 22}" text-anchor="middle">${escapeXml(formatX(tick))}</text>`,
    ),
    `<text x="${(frame.left + width - frame.right) / 2}" y="${height - 6}" text-anchor="middle">${escapeXml(xLabel)}</text>`,
    ...lines.flatMap((line) =>
      line.band ? [`<path d="${bandPath(line.x, line.band.low, line.band.high, x.at, y.at)}" fill="${line.color}" opacity="0.15"/>`] : [],
    ),
    ...lines.map((line) => {
      const weight = line.faint ? ' stroke-width="1" opacity="0.25"' : ' stroke-width="1.6"';
      return `<path d="${linePath(line.x, line.y, x.at, y.at)}" fill="none" stroke="${line.color}"${weight}${dash(line)} stroke-linejoin="round"/>`;
    }),
    ...named.map((line, index) => {
      const place = height + index * legendRow + 6;
      return (
        `<line x1="${frame.left}" x2="${frame.left + 18}" y1="${place}" y2="${place}" stroke="${line.color}" stroke-width="2"${dash(line)}/>` +
        `<text x="${frame.left + 26}" y="${place + 4}">${escapeXml(line.label)}</text>`
      );
    }),
  ]);
}

/** From values to pixels, with at most six round places to name. `exact`: the axis ends where the values do, not at the next round one. */
function axisOf([low, high]: readonly [number, number], log: boolean, place: (share: number) => number, exact: boolean) {
  const scale = (value: number) => (log ? Math.log10(value) : value);
  const round = log ? decades(low, high) : niceTicks(low, high);
  const [from, to] = exact ? [low, high] : [round[0] ?? low, round.at(-1) ?? high];
  return {
    at: (value: number) => place((scale(value) - scale(from)) / (scale(to) - scale(from) || 1)),
    ticks: round.filter((tick) => tick >= from && tick <= to),
  };
}

function visible(line: SvgLine, window: readonly [number, number] | undefined, log: boolean, logX: boolean) {
  const kept = Array.from({ length: line.x.length }, (_, index) => index).filter((index) => {
    const x = line.x[index]!;
    return !(window && (x < window[0] || x > window[1])) && !(logX && x <= 0);
  });
  const drawable = (value: number) => (Number.isFinite(value) && !(log && value <= 0) ? value : Number.NaN);
  const of = (values: ArrayLike<number>) => kept.map((index) => drawable(values[index]!));
  return {
    x: kept.map((index) => line.x[index]!),
    y: of(line.y),
    band: line.band && { low: of(line.band.low), high: of(line.band.high) },
  };
}

// Values that are no numbers compare as neither smaller nor greater, and so do not count.
function range(lists: readonly (readonly number[])[]): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const values of lists) {
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low > high ? [0, 1] : [low, high];
}

/** Powers of ten within the range, at most six; its ends where it spans less than one. */
function decades(low: number, high: number): number[] {
  const [first, last] = [Math.ceil(Math.log10(low)), Math.floor(Math.log10(high))];
  if (!(last > first)) return low === high ? [low] : [low, high];
  const step = Math.ceil((last - first + 1) / 6);
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, index) => 10 ** (first + index * step));
}
