// biome-ignore-all lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
'use client';
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

/** One view of a work as a person would want it: seen, heard, drawn or read. */
export function WorkDetail({ view, features }: { view: DetailedView; features?: readonly string[] | undefined }) {
  if (view.modality === 'SEQUENCE' && Array.isArray(view.steps) && view.steps.length > 0) {
    const steps = view.steps.map((step: StepValue | StepValue[]) => (Array.isArray(step) ? step : [step]).map(float64));
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
      <div className={styles.text} tabIndex={0}>
        {view.text}
      </div>
    );
  return (
    <div style={{ height: 220 }}>
      <WorkPicture views={[view]} />
    </div>
  );
}
