'use client';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useMutation } from 'urql';
import { UpdateRunNoteDocument } from '../../generated/run.ts';
import { problemOf } from '../../lib/problem.ts';
import { say } from '../../ui/toast-store.ts';
import styles from './Run.module.css';
import type { Run } from './RunHeader.tsx';

/** The name of a run to be written anew: Enter or leaving it keeps it, with a way back; Escape leaves it as it was. */
export function RunNameInput({ run, onDone }: { run: Run; onDone: () => void }) {
  const [name, setName] = useState(run.name);
  const [{ fetching }, update] = useMutation(UpdateRunNoteDocument);
  const over = useRef(false);

  const rename = async (to: string): Promise<boolean> => {
    const { error } = await update({ input: { run: run.id, name: to } });
    if (error) say(problemOf(error).message, { tone: 'bad' });
    return !error;
  };
  const leave = () => {
    over.current = true;
    onDone();
  };
  const keep = async () => {
    const wanted = name.trim();
    if (over.current) return;
    if (wanted === '' || wanted === run.name) return leave();
    over.current = true;
    if (await rename(wanted)) {
      say(`#${run.number} is called ${wanted} now.`, { action: { label: 'Undo', run: () => void rename(run.name) } });
      onDone();
    } else {
      // What was typed stays, to be tried again.
      over.current = false;
    }
  };
  const type = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) void keep();
    if (event.key === 'Escape') leave();
  };
  return (
    <h1 className={styles.naming}>
      <input
        aria-label="Name of the run"
        // biome-ignore lint/a11y/noAutofocus: it comes when it was asked for
        autoFocus
        value={name}
        maxLength={200}
        readOnly={fetching}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={type}
        onBlur={() => void keep()}
      />
    </h1>
  );
}
