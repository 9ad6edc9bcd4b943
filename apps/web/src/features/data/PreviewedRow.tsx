'use client';
import { useEffect, useRef } from 'react';
import { NotesPicture } from '../../charts/draw/NotesPicture.tsx';
import { StrokesPicture } from '../../charts/draw/StrokesPicture.tsx';
import { notesOf, rangeOf, squareAround, strokesOf } from '../../charts/prepare/sequence.ts';
import styles from './RecipePreview.module.css';
import { paintPicture, paintSteps } from './paint-values.ts';
import { type Look, numbersText, type PreviewRow, stepsOf, type ValueRow, valuesOf } from './preview-row.ts';

const mostTokens = 80;

interface PreviewedRowProps {
  row: PreviewRow;
  look: Look;
  label: string;
  /** Rows of one kind that it is seen beside: as bright, as high and as large as the first of them would be. */
  among: readonly PreviewRow[];
}

/** What a model would be given, as a person can look at it: pictures, tunes, drawings, strips of steps, tokens, words, numbers. */
export function PreviewedRow({ row, look, label, among }: PreviewedRowProps) {
  if (row.kind === 'texts') return <p className={styles.words}>{row.text}</p>;
  switch (look) {
    case 'tokens':
      return <Tokens row={row} />;
    case 'numbers':
      return <p className={styles.words}>{numbersText(valuesOf(row))}</p>;
    case 'notes':
      return (
        <div className={styles.drawn}>
          <NotesPicture notes={notesOf(stepsOf(row))} label={label} range={rangeOf(...among.map((each) => notesOf(stepsOf(each))))} />
        </div>
      );
    case 'strokes':
      return (
        <div className={styles.drawn}>
          <StrokesPicture
            strokes={strokesOf(stepsOf(row))}
            label={label}
            square={squareAround(...among.map((each) => strokesOf(stepsOf(each))))}
          />
        </div>
      );
    default:
      return <Painted row={row} label={label} like={among[0]} />;
  }
}

function Tokens({ row }: { row: ValueRow }) {
  const [first = 1] = row.shape;
  const valid = row.data.slice(0, row.length ?? first);
  return (
    <p className={styles.tokens}>
      {valid.slice(0, mostTokens).map((token, index) => (
        <span key={index} title={row.words && `token ${token}`}>
          {row.words?.[index] ?? token}
        </span>
      ))}
      {valid.length > mostTokens && <span>and {valid.length - mostTokens} more</span>}
    </p>
  );
}

function Painted({ row, label, like }: { row: ValueRow; label: string; like: PreviewRow | undefined }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const picture = row.shape.length === 3;
  const size = row.shape.join(' × ');
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context) return;
    const values = valuesOf(row);
    const bright = like && like.kind !== 'texts' ? valuesOf(like) : values;
    const painted = picture ? paintPicture(values, row.shape, bright) : paintSteps(values, row.shape, row.length);
    canvas.current.width = painted.width;
    canvas.current.height = painted.height;
    context.putImageData(new ImageData(painted.pixels, painted.width, painted.height), 0, 0);
  }, [row, like, picture]);
  return (
    <canvas ref={canvas} className={picture ? styles.picture : styles.strip} role="img" aria-label={`${label}: ${size}`} title={size} />
  );
}
