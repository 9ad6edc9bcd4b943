'use client';
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Note } from '../prepare/sequence.ts';
import { NotesPicture } from './NotesPicture.tsx';
import { playNotes } from './play-notes.ts';
import styles from './Sequence.module.css';

/** A tune as a piano roll that plays: the note that sounds is marked, with or without a loudspeaker. */
export function PianoRoll({ notes }: { notes: readonly Note[] }) {
  const [at, setAt] = useState<number>();
  const [silent, setSilent] = useState(false);
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);
  const isEmpty = !notes.some((note) => note.pitch > 0);
  const toggle = () => {
    if (at !== undefined) return stop.current?.();
    setAt(0);
    setSilent(false);
    stop.current = playNotes(notes, { onTime: setAt, onSilent: () => setSilent(true), onEnd: () => setAt(undefined) });
  };
  return (
    <div className={styles.sequence}>
      <NotesPicture notes={notes} at={at} />
      <div className={styles.controls}>
        <Button variant="default" size="compact-xs" onClick={toggle} disabled={isEmpty}>
          {at === undefined ? '▸ Play' : '■ Stop'}
        </Button>
        <span className={styles.size} role="status">
          {isEmpty ? 'Nothing sounds in it.' : silent ? 'This browser makes no sound; the notes go by as they would be heard.' : ''}
        </span>
      </div>
    </div>
  );
}
