'use client';
import { type KeyboardEvent, memo, type PointerEvent, useId, useMemo } from 'react';
import { dotsPath, placeOf, tilePaths, triangle, weightsAt } from '../prepare/simplex.ts';
import { weightsByKey } from '../prepare/weights.ts';
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
  /** Of an error: the lowest values are the darkest then. */
  lowerIsBetter?: boolean;
  format: (value: number) => string;
  onPick: (weights: number[]) => void;
}

const view = { width: 360, height: 306 };
const place = triangle(40, 22, 280);
const levels = 9;
const [top, left, right] = place.corners;
const outline = `M${top.x} ${top.y}L${left.x} ${left.y}L${right.x} ${right.y}Z`;

/** A metric over all weights of three members; a drag mixes, and so do the arrow keys: up, left and right towards a corner. */
export function SimplexFigure({ names, colors, weights, surface, label, lowerIsBetter = false, format, onPick }: SimplexFigureProps) {
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
  const press = (event: KeyboardEvent) => {
    const asked = weightsByKey(weights, event);
    if (!asked) return;
    event.preventDefault();
    onPick(asked);
  };
  const now = placeOf(place, weights);
  return (
    <svg
      viewBox={`0 0 ${view.width} ${view.height}`}
      className={styles.figure}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a picture that is a control, too: keys move what it shows
      role="slider"
      tabIndex={0}
      aria-label={`${label} over all weights`}
      aria-valuemin={0}
      aria-valuemax={1}
      aria-valuenow={weights[0]}
      aria-valuetext={names.map((name, index) => `${name} ${weights[index]!.toFixed(2)}`).join(', ')}
      onKeyDown={press}
      onPointerDown={pick}
      onPointerMove={pick}
    >
      {surface && <Surface surface={surface} lowerIsBetter={lowerIsBetter} format={format} />}
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
const Surface = memo(function Surface({
  surface,
  lowerIsBetter,
  format,
}: { surface: SimplexSurface } & Required<Pick<SimplexFigureProps, 'lowerIsBetter' | 'format'>>) {
  const clip = useId();
  const { paths, low, high } = useMemo(() => tilePaths(place, surface.weights, surface.values, levels), [surface]);
  const shades = lowerIsBetter ? paths.toReversed() : paths;
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
        {shades.map((path, level) => (
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
