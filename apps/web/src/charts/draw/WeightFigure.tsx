'use client';
import type { KeyboardEvent, PointerEvent } from 'react';
import { bandPath, linePath, niceTicks } from '../prepare/weight-curve.ts';
import { weightByKey } from '../prepare/weights.ts';
import styles from './WeightFigure.module.css';

export interface WeightFigureCurve {
  readonly weights: ArrayLike<number>;
  readonly test: ArrayLike<number>;
  readonly low: ArrayLike<number>;
  readonly high: ArrayLike<number>;
  readonly validation: ArrayLike<number> | undefined;
}

interface WeightFigureProps {
  curve: WeightFigureCurve | undefined;
  weight: number;
  color: string;
  label: string;
  format: (value: number) => string;
  onPick: (weight: number) => void;
}

const frame = { left: 40, top: 10, width: 310, height: 196 };

/** A metric over all weights: validation dashed, test solid in its band, the chosen weight one ink line. A click or an arrow key chooses. */
export function WeightFigure({ curve, weight, color, label, format, onPick }: WeightFigureProps) {
  const values = curve
    ? [curve.test, curve.low, curve.high, ...(curve.validation ? [curve.validation] : [])]
        .flatMap((list) => Array.from(list))
        .filter(Number.isFinite)
    : [];
  const ticks = niceTicks(Math.min(...values, Number.POSITIVE_INFINITY), Math.max(...values, Number.NEGATIVE_INFINITY));
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const x = (share: number) => frame.left + share * frame.width;
  const y = (value: number) => frame.top + (1 - (value - low) / (high - low || 1)) * frame.height;
  const pick = (event: PointerEvent<SVGSVGElement>) => {
    if (event.type === 'pointermove' && event.buttons === 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    const share = (((event.clientX - box.left) / box.width) * 360 - frame.left) / frame.width;
    onPick(Math.round(Math.max(0, Math.min(1, share)) * 100) / 100);
  };
  const press = (event: KeyboardEvent) => {
    const asked = weightByKey(weight, event);
    if (asked === undefined) return;
    event.preventDefault();
    onPick(asked);
  };
  return (
    <>
      <svg
        viewBox="0 0 360 228"
        className={styles.figure}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a picture that is a control, too: keys move what it shows
        role="slider"
        tabIndex={0}
        aria-label={`${label} by weight`}
        aria-valuemin={0}
        aria-valuemax={1}
        aria-valuenow={weight}
        aria-valuetext={`weight ${weight.toFixed(2)}`}
        onKeyDown={press}
        onPointerDown={pick}
        onPointerMove={pick}
      >
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={x(0)} x2={x(1)} y1={y(tick)} y2={y(tick)} className={styles.grid} />
            <text x={frame.left - 6} y={y(tick) + 3.5} textAnchor="end">
              {format(tick)}
            </text>
          </g>
        ))}
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <text key={share} x={x(share)} y={frame.top + frame.height + 15} textAnchor="middle">
            {share}
          </text>
        ))}
        {curve && (
          <>
            <path d={bandPath(curve.weights, curve.low, curve.high, x, y)} fill={color} opacity={0.12} />
            {curve.validation && <path d={linePath(curve.weights, curve.validation, x, y)} className={styles.validation} />}
            <path d={linePath(curve.weights, curve.test, x, y)} fill="none" stroke={color} strokeWidth={1.8} />
          </>
        )}
        <line x1={x(weight)} x2={x(weight)} y1={frame.top} y2={frame.top + frame.height} className={styles.now} />
      </svg>
      <p className="muted" style={{ margin: '4px 0 0', fontSize: 12 }}>
        {legendOf(curve)}
      </p>
    </>
  );
}

function legendOf(curve: WeightFigureCurve | undefined): string {
  const hasBand = curve !== undefined && Array.from(curve.low).some(Number.isFinite);
  const test = `test solid${hasBand ? ' with its 95 % band' : ', no band for this metric'}`;
  return curve?.validation ? `validation dashed, ${test}` : test;
}
