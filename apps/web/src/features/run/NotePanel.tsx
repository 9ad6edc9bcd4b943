'use client';
import { Button, TagsInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { UpdateRunNoteDocument } from '../../generated/run.ts';
import { problemOf } from '../../lib/problem.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Panel } from '../../ui/Page.tsx';
import { say } from '../../ui/toast-store.ts';
import styles from './Run.module.css';
import type { Run } from './RunHeader.tsx';

export function NotePanel({ run }: { run: Run }) {
  const [note, setNote] = useState(run.note);
  const [tags, setTags] = useState<string[]>([...run.tags]);
  const [{ fetching, error }, update] = useMutation(UpdateRunNoteDocument);
  const changed = note !== run.note || tags.join('\n') !== run.tags.join('\n');
  const save = async () => {
    const { error } = await update({ input: { run: run.id, note, tags } });
    if (!error) say('Saved.');
  };
  return (
    <Panel title="Tags and note">
      <div className={styles.stack} style={{ gap: 10 }}>
        <TagsInput aria-label="Tags" placeholder={tags.length === 0 ? 'Add a tag' : ''} value={tags} onChange={setTags} />
        <Textarea
          aria-label="Note"
          placeholder="What was expected, what came out?"
          value={note}
          autosize
          minRows={2}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {error && <FormProblem problem={problemOf(error)} />}
        {changed && (
          <div>
            <Button loading={fetching} onClick={save}>
              Save
            </Button>
          </div>
        )}
      </div>
    </Panel>
  );
}
