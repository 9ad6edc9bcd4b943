import { plural } from '../../lib/format.ts';
import { type Note, octavesOf, type PitchRange, rangeOf } from '../prepare/sequence.ts';
import styles from './Sequence.module.css';

interface NotesPictureProps {
  notes: readonly Note[];
  /** What is heard at this moment, in the units of the notes. */
  at?: number | undefined;
  label?: string;
  /** Which pitches to show, where tunes are seen beside each other. */
  range?: PitchRange;
}

/** Notes as bars over time, higher ones above, with a line at each C. */
export function NotesPicture({ notes, at, label, range = rangeOf(notes) }: NotesPictureProps) {
  const sounding = notes.filter((note) => note.pitch > 0);
  const { low, high } = range;
  const last = notes.at(-1);
  const end = last ? last.start + last.length : 1;
  return (
    <svg
      viewBox={`0 0 ${end} ${high - low + 1}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label ?? plural(sounding.length, 'note')}
    >
      {octavesOf(low, high).map((pitch) => (
        <line key={pitch} x1={0} x2={end} y1={high - pitch + 1} y2={high - pitch + 1} className={styles.octave} />
      ))}
      {sounding.map((note) => (
        <rect
          key={note.start}
          x={note.start}
          y={high - note.pitch}
          width={note.length * 0.92}
          height={0.9}
          className={at !== undefined && note.start <= at && at < note.start + note.length ? styles.now : styles.note}
        />
      ))}
      {at !== undefined && <line x1={at} x2={at} y1={0} y2={high - low + 1} className={styles.head} />}
    </svg>
  );
}
