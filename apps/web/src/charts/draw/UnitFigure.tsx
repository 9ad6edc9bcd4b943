import { memo } from 'react';
import { type UnitLine, unitPath } from '../prepare/unit-curve.ts';
import styles from './UnitFigure.module.css';
import plot from './Plot.module.css';

interface UnitFigureProps {
  lines: readonly UnitLine[];
  label: string;
  xLabel: string;
  yLabel: string;
  /** A dashed reference: chance, or perfect calibration. */
  diagonal?: boolean;
  /** Words on both axes, where they are not shares: of a scale that is stretched. */
  ticks?: readonly Tick[];
  /** Those on the left, where they differ from those below. */
  upTicks?: readonly Tick[];
  /** A line upwards, at this place. */
  mark?: number | undefined;
}

interface Tick {
  readonly at: number;
  readonly text: string;
}

const frame = { left: 34, top: 20, width: 316, height: 190 };
const shares = [0, 0.25, 0.5, 0.75, 1].map((at) => ({ at, text: String(at) }));
const at = (x: number, y: number) => [frame.left + x * frame.width, frame.top + (1 - y) * frame.height] as const;
const [x0, y0] = at(0, 0);
const [x1, y1] = at(1, 1);

/** Lines in the unit square. A line that stays the same object is not drawn anew. */
export function UnitFigure({ lines, label, xLabel, yLabel, diagonal = false, ticks = shares, upTicks = ticks, mark }: UnitFigureProps) {
  return (
    <svg viewBox="0 0 360 250" className={plot.figure} role="img" aria-label={`${label}: ${lines.map((line) => line.label).join(', ')}`}>
      <Ground xLabel={xLabel} yLabel={yLabel} diagonal={diagonal} ticks={ticks} upTicks={upTicks} mark={mark} />
      {lines.map((line) => (
        <Line key={line.label} line={line} />
      ))}
    </svg>
  );
}

type GroundProps = Required<Omit<UnitFigureProps, 'lines' | 'label' | 'mark'>> & Pick<UnitFigureProps, 'mark'>;

const Ground = memo(function Ground({ xLabel, yLabel, diagonal, ticks, upTicks, mark }: GroundProps) {
  return (
    <>
      {upTicks.map((tick) => (
        <g key={tick.text}>
          <line x1={x0} x2={x1} y1={at(0, tick.at)[1]} y2={at(0, tick.at)[1]} className={plot.grid} />
          <text x={frame.left - 6} y={at(0, tick.at)[1] + 3.5} textAnchor="end">
            {tick.text}
          </text>
        </g>
      ))}
      {ticks.map((tick) => (
        <text key={tick.text} x={at(tick.at, 0)[0]} y={y0 + 15} textAnchor="middle">
          {tick.text}
        </text>
      ))}
      {mark !== undefined && <line x1={at(mark, 0)[0]} x2={at(mark, 0)[0]} y1={y0} y2={y1} className={styles.diagonal} />}
      {diagonal && <line x1={x0} y1={y0} x2={x1} y2={y1} className={styles.diagonal} />}
      <text x={(x0 + x1) / 2} y={y0 + 33} textAnchor="middle">
        {xLabel}
      </text>
      <text x={4} y={10}>
        {yLabel}
      </text>
    </>
  );
});

const Line = memo(function Line({ line }: { line: UnitLine }) {
  return (
    <>
      <path
        d={unitPath(line.x, line.y, frame)}
        fill="none"
        stroke={line.color}
        strokeWidth={line.width ?? 1.5}
        strokeDasharray={line.dash}
        strokeLinejoin="round"
      />
      {line.marks &&
        Array.from({ length: line.x.length }, (_, index) => {
          const [cx, cy] = at(line.x[index]!, line.y[index]!);
          return Number.isFinite(cx + cy) ? <circle key={index} cx={cx} cy={cy} r={2.2} fill={line.color} /> : null;
        })}
    </>
  );
});
