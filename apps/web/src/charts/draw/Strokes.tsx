'use client';
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import styles from './Sequence.module.css';

/** A drawing as its pen went: whole at first, drawn again on demand. */
export function Strokes({ strokes }: { strokes: readonly (readonly (readonly [number, number])[])[] }) {
  const total = strokes.reduce((sum, stroke) => sum + stroke.length, 0);
  const [shown, setShown] = useState(total);
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  const all = strokes.flat();
  const box = [0, 1].map((axis) => {
    const values = all.map((point) => point[axis]!);
    return [Math.min(...values), Math.max(...values)] as const;
  });
  const [[left, right], [top, bottom]] = box as [readonly [number, number], readonly [number, number]];
  const size = Math.max(right - left, bottom - top, 1);
  const margin = size * 0.12;
  const draw = () => {
    const begin = performance.now();
    const tick = (now: number) => {
      const points = Math.floor((now - begin) / 25);
      setShown(Math.min(points, total));
      if (points < total) frame.current = requestAnimationFrame(tick);
    };
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(tick);
  };
  let before = 0;
  return (
    <div className={styles.sequence}>
      <svg
        viewBox={`${(left + right - size) / 2 - margin} ${(top + bottom - size) / 2 - margin} ${size + 2 * margin} ${size + 2 * margin}`}
        role="img"
        aria-label={`${strokes.length} strokes`}
      >
        {strokes.map((stroke, index) => {
          const points = stroke.slice(0, Math.max(0, shown - before));
          before += stroke.length;
          return <polyline key={index} points={points.map((point) => point.join(',')).join(' ')} className={styles.stroke} />;
        })}
      </svg>
      <Button variant="default" size="compact-xs" onClick={draw}>
        ▸ Draw it
      </Button>
    </div>
  );
}
