import { plural } from '../../lib/format.ts';
import { type Square, squareAround, type Stroke, strokesUpTo } from '../prepare/sequence.ts';
import styles from './Sequence.module.css';

interface StrokesPictureProps {
  strokes: readonly Stroke[];
  /** How many points are drawn; all of them when left out. */
  shown?: number | undefined;
  label?: string;
  /** What to show of the ground, where drawings are seen beside each other. */
  square?: Square;
}

/** A drawing from the lines that the pen went, with the pen where it is as long as it draws. */
export function StrokesPicture({ strokes, shown, label, square = squareAround(strokes) }: StrokesPictureProps) {
  const drawn = shown === undefined ? strokes : strokesUpTo(strokes, shown);
  const { left, top, size } = square;
  const pen = shown === undefined ? undefined : drawn.at(-1)?.at(-1);
  return (
    <svg viewBox={`${left} ${top} ${size} ${size}`} role="img" aria-label={label ?? plural(strokes.length, 'stroke')}>
      {drawn.map((stroke, index) => (
        <polyline key={index} points={stroke.map((point) => point.join(',')).join(' ')} className={styles.stroke} />
      ))}
      {pen && <circle cx={pen[0]} cy={pen[1]} r={size / 50} className={styles.now} />}
    </svg>
  );
}
