'use client';
import { memo, type PointerEvent, useId, useMemo } from 'react';
import { dotsPath, placeOf, tilePaths, triangle, weightsAt } from '../prepare/simplex.ts';
import styles from './SimplexFigure.module.css';

export interface SimplexSurface {
  readonly weights: readonly ArrayLike<number>[];
  readonly values: ArrayLike<number>;
  /** Index of the best point, or −1. */
  readonly best: number;
  readonly alike: ArrayLike<number>;
}

interface SimplexFigureProps {
  names: readonly string[];
  colors: readonly string[];
  weights: readonly number[];
  surface: SimplexSurface | undefined;
  label: string;
  format: (value: number) => string;
  onPick: (weights: number[]) => void;
}

const view = { width: 360, height: 306 };
const place = triangle(40, 22, 280);
const levels = 9;
const [top, left, right] = place.corners;
const outline = `M${top.x} ${top.y}L${left.x} ${left.y}L${right.x} ${right.y}Z`;

/** A metric over all weights of three members; a drag mixes. (The sliders beside do the same by keyboard.) */
export function SimplexFigure({ names, colors, weights, surface, label, format, onPick }: SimplexFigureProps) {
  const pick = (event: PointerEvent<SVGSVGElement>) => {
    if (event.type === 'pointermove' && event.buttons === 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    const scale = Math.min(box.width / view.width, box.height / view.height);
    onPick(
      weightsAt(place, {
        x: (event.clientX - box.left - (box.width - view.width * scale) / 2) / scale,
        y: (event.clientY - box.top - (box.height - view.height * scale) / 2) / scale,
      }),
    );
  };
  const now = placeOf(place, weights);
  return (
    <svg
      viewBox={`0 0 ${view.width} ${view.height}`}
      className={styles.figure}
      role="img"
      aria-label={`${label} over all weights; now at ${weights.map((weight) => weight.toFixed(2)).join(', ')}`}
      onPointerDown={pick}
      onPointerMove={pick}
    >
      {surface && <Surface surface={surface} format={format} />}
      <path d={outline} className={styles.outline} />
      {place.corners.map((corner, index) => (
        <g key={names[index]}>
          <circle cx={corner.x} cy={corner.y} r={4} fill={colors[index]} />
          <text x={corner.x} y={index === 0 ? corner.y - 9 : corner.y + 17} textAnchor="middle" className={styles.name}>
            {names[index]}
          </text>
        </g>
      ))}
      <circle cx={now.x} cy={now.y} r={7} className={styles.now} />
    </svg>
  );
}

/** What does not move with the weights, drawn once. */
const Surface = memo(function Surface({ surface, format }: { surface: SimplexSurface; format: (value: number) => string }) {
  const clip = useId();
  const { paths, low, high } = useMemo(() => tilePaths(place, surface.weights, surface.values, levels), [surface]);
  const alike = useMemo(
    () =>
      dotsPath(
        place,
        Array.from(surface.alike, (index) => surface.weights[index]!),
      ),
    [surface],
  );
  const best = surface.weights[surface.best];
  const bestPlace = best && placeOf(place, best);
  return (
    <>
      <clipPath id={clip}>
        <path d={outline} />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        {paths.map((path, level) => (
          <path key={level} d={path} className={styles.tile} fillOpacity={0.03 + (0.82 * level) / (levels - 1)} />
        ))}
      </g>
      <path d={alike} className={styles.alike} />
      {bestPlace && <circle cx={bestPlace.x} cy={bestPlace.y} r={9} className={styles.best} />}
      {Number.isFinite(low) && (
        <text x={view.width - 4} y={14} textAnchor="end">
          {format(low)} – {format(high)}
        </text>
      )}
    </>
  );
});
