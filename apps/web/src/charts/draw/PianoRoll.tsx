'use client';
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Note } from '../prepare/sequence.ts';
import { playNotes } from './play-notes.ts';
import styles from './Sequence.module.css';

/** Notes as bars over time, with a button that plays them. */
export function PianoRoll({ notes }: { notes: readonly Note[] }) {
  const [at, setAt] = useState<number>();
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);
  const sounding = notes.filter((note) => note.pitch > 0);
  const low = Math.min(...sounding.map((note) => note.pitch)) - 2;
  const high = Math.max(...sounding.map((note) => note.pitch)) + 2;
  const last = notes.at(-1);
  const end = last ? last.start + last.length : 1;
  const toggle = () => {
    if (at !== undefined) return stop.current?.();
    setAt(0);
    stop.current = playNotes(notes, setAt, () => setAt(undefined));
  };
  return (
    <div className={styles.sequence}>
      <svg viewBox={`0 0 ${end} ${Math.max(1, high - low)}`} preserveAspectRatio="none" role="img" aria-label={`${sounding.length} notes`}>
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
      </svg>
      <Button variant="default" size="compact-xs" onClick={toggle}>
        {at === undefined ? '▸ Play' : '■ Stop'}
      </Button>
    </div>
  );
}
