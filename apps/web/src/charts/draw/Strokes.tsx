'use client';
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Stroke } from '../prepare/sequence.ts';
import styles from './Sequence.module.css';
import { StrokesPicture } from './StrokesPicture.tsx';

const msPerPoint = 25;

/** A drawing as its pen went: whole at first, drawn again on demand. */
export function Strokes({ strokes }: { strokes: readonly Stroke[] }) {
  const total = strokes.reduce((sum, stroke) => sum + stroke.length, 0);
  const [shown, setShown] = useState<number>();
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  const stop = () => {
    cancelAnimationFrame(frame.current);
    setShown(undefined);
  };
  const draw = () => {
    const begin = performance.now();
    const tick = (now: number) => {
      const points = Math.floor((now - begin) / msPerPoint);
      if (points >= total) return stop();
      setShown(Math.max(0, points));
      frame.current = requestAnimationFrame(tick);
    };
    setShown(0);
    frame.current = requestAnimationFrame(tick);
  };
  return (
    <div className={styles.sequence}>
      <StrokesPicture strokes={strokes} shown={shown} />
      <Button variant="default" size="compact-xs" onClick={shown === undefined ? draw : stop} disabled={total === 0}>
        {shown === undefined ? '▸ Draw it' : '■ Stop'}
      </Button>
    </div>
  );
}
