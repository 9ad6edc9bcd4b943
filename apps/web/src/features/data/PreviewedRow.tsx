'use client';
import { useEffect, useRef } from 'react';
import { number } from '../../lib/format.ts';
import { float64 } from '../../lib/packed.ts';
import styles from './Recipe.module.css';
import { paintPicture, paintSteps } from './paint-values.ts';

/** A row as `previewRecipe` gives it. */
export type PreviewRow =
  | {
      readonly kind: 'values' | 'tokens';
      readonly shape: readonly number[];
      readonly data: readonly (number | string | null)[];
      readonly length?: number;
    }
  | { readonly kind: 'texts'; readonly text: string };

const mostTokens = 80;

/** What a model would be given, as a person can look at it: pictures, strips of steps, tokens, words, numbers. */
export function PreviewedRow({ row, label }: { row: PreviewRow; label: string }) {
  if (row.kind === 'texts') return <p className={styles.words}>{row.text}</p>;
  const [first = 1] = row.shape;
  if (row.kind === 'tokens') {
    const valid = row.data.slice(0, row.length ?? first);
    return (
      <p className={styles.tokens}>
        {valid.slice(0, mostTokens).map((token, index) => (
          <span key={index}>{token}</span>
        ))}
        {valid.length > mostTokens && <span>and {valid.length - mostTokens} more</span>}
      </p>
    );
  }
  if (row.shape.length < 2) return <p className={styles.words}>{row.data.map((value) => number(float64(value))).join(' · ')}</p>;
  return <Painted row={row} label={label} />;
}

function Painted({ row, label }: { row: Exclude<PreviewRow, { kind: 'texts' }>; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const picture = row.shape.length === 3;
  const size = row.shape.join(' × ');
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context) return;
    const values = Float64Array.from(row.data, (value) => float64(value));
    const painted = picture ? paintPicture(values, row.shape) : paintSteps(values, row.shape, row.length);
    canvas.current.width = painted.width;
    canvas.current.height = painted.height;
    context.putImageData(new ImageData(painted.pixels, painted.width, painted.height), 0, 0);
  }, [row, picture]);
  return (
    <canvas ref={canvas} className={picture ? styles.picture : styles.strip} role="img" aria-label={`${label}: ${size}`} title={size} />
  );
}
