// biome-ignore-all lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
'use client';
import { plural } from '../../lib/format.ts';
import { float64 } from '../../lib/packed.ts';
import { notesOf, sequenceKind, strokesOf } from '../prepare/sequence.ts';
import { PianoRoll } from './PianoRoll.tsx';
import styles from './Sequence.module.css';
import { Strokes } from './Strokes.tsx';
import { type PicturedView, WorkPicture } from './WorkPicture.tsx';

export interface DetailedView extends PicturedView {
  /** `[steps, features]`, or `[steps]` for tokens. */
  readonly steps?: unknown;
}

/** A missing value is null or the text NaN. */
type StepValue = number | string | null;

interface WorkDetailProps {
  view: DetailedView;
  /** What the values of a step are, when known. */
  features?: readonly string[] | undefined;
  /** What each index of a token sequence means, when known. */
  vocabulary?: readonly string[] | undefined;
}

/** One view of a work as a person would want it: seen, heard, drawn or read. */
export function WorkDetail({ view, features, vocabulary }: WorkDetailProps) {
  if (view.modality === 'SEQUENCE' && Array.isArray(view.steps) && view.steps.length > 0) {
    const steps = view.steps.map((step: StepValue | StepValue[]) => (Array.isArray(step) ? step : [step]).map(float64));
    if (vocabulary) return <Tokens indices={steps.map(([index = 0]) => index)} vocabulary={vocabulary} />;
    const kind = sequenceKind(steps, features);
    if (kind === 'notes') return <PianoRoll notes={notesOf(steps)} />;
    if (kind === 'strokes') return <Strokes strokes={strokesOf(steps)} />;
    return (
      <div className={styles.numbers} tabIndex={0}>
        {steps.map((step) => step.join('  ')).join('\n')}
      </div>
    );
  }
  if (view.text)
    return (
      <>
        <div className={styles.text} tabIndex={0}>
          {view.text}
        </div>
        {view.modality === 'TEXT' && <p className={styles.size}>{sizeOf(view.text)}</p>}
      </>
    );
  return (
    <div style={{ height: 220 }}>
      <WorkPicture views={[view]} />
    </div>
  );
}

function Tokens({ indices, vocabulary }: { indices: readonly number[]; vocabulary: readonly string[] }) {
  return (
    <p className={styles.tokens} tabIndex={0}>
      {indices.map((index, place) => (
        <span key={place} title={`token ${index}`}>
          {tokenWord(vocabulary[index] ?? `#${index}`)}
        </span>
      ))}
    </p>
  );
}

/** What would not be seen is shown by a sign. */
function tokenWord(word: string): string {
  return word.replaceAll(' ', '␣').replaceAll('\n', '↵').replaceAll('\t', '⇥');
}

function sizeOf(text: string): string {
  const words = text.split(/\s+/).filter(Boolean).length;
  const lines = text.trim().split('\n').length;
  return `${plural([...text].length, 'character')}, ${plural(words, 'word')}, ${plural(lines, 'line')}`;
}
