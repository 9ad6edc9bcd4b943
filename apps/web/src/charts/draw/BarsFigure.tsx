import { niceSteps } from '../prepare/nice-steps.ts';
import { tickText } from '../prepare/value-square.ts';
import styles from './BarsFigure.module.css';
import plot from './Plot.module.css';

interface BarsFigureProps {
  /** The middle of each bin; bins are of one width. */
  middles: Float64Array;
  counts: Float64Array;
  label: string;
  xLabel: string;
  yLabel: string;
}

const frame = { left: 34, top: 20, width: 316, height: 190 };

/** How often what lies in each bin was seen, with a line at zero where zero is among them. */
export function BarsFigure({ middles, counts, label, xLabel, yLabel }: BarsFigureProps) {
  const bin = middles.length > 1 ? middles[1]! - middles[0]! : 1;
  const [low, high] = [(middles[0] ?? 0) - bin / 2, (middles.at(-1) ?? 0) + bin / 2];
  const most = counts.reduce((highest, count) => Math.max(highest, count), 1);
  const x = (value: number) => frame.left + ((value - low) / (high - low)) * frame.width;
  const y = (count: number) => frame.top + (1 - count / most) * frame.height;
  const foot = y(0);
  const width = frame.width / Math.max(1, middles.length);
  return (
    <svg
      viewBox="0 0 360 250"
      className={plot.figure}
      role="img"
      aria-label={`${label}, ${middles.length} bins from ${tickText(low)} to ${tickText(high)}`}
    >
      {niceSteps(0, most, 5)
        .filter(Number.isInteger)
        .map((count) => (
          <g key={count}>
            <line x1={frame.left} x2={frame.left + frame.width} y1={y(count)} y2={y(count)} className={plot.grid} />
            <text x={frame.left - 6} y={y(count) + 3.5} textAnchor="end">
              {count}
            </text>
          </g>
        ))}
      {niceSteps(low, high, 6).map((value) => (
        <text key={value} x={x(value)} y={foot + 15} textAnchor="middle">
          {tickText(value)}
        </text>
      ))}
      {Array.from(counts, (count, at) => (
        <rect
          key={middles[at]}
          x={x(middles[at]!) - width / 2 + 0.5}
          width={Math.max(1, width - 1)}
          y={y(count)}
          height={foot - y(count)}
          className={styles.bar}
        />
      ))}
      {low < 0 && high > 0 && <line x1={x(0)} x2={x(0)} y1={frame.top} y2={foot} className={styles.zero} />}
      <text x={frame.left + frame.width / 2} y={foot + 33} textAnchor="middle">
        {xLabel}
      </text>
      <text x={4} y={10}>
        {yLabel}
      </text>
    </svg>
  );
}
