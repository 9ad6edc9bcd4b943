'use client';
import { Button, TagsInput, Textarea } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useMutation } from 'urql';
import { UpdateRunNoteDocument } from '../../generated/run.ts';
import { problemOf } from '../../lib/problem.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Panel } from '../../ui/Page.tsx';
import { say } from '../../ui/toast-store.ts';
import { draftStore, isSame, readDraft, writeDraft } from './note-draft.ts';
import styles from './Run.module.css';
import type { Run } from './RunHeader.tsx';

export function NotePanel({ run }: { run: Run }) {
  const [draft, setDraft] = useState(() => readDraft(draftStore(), run.id) ?? { note: run.note, tags: run.tags });
  const [{ fetching, error }, update] = useMutation(UpdateRunNoteDocument);
  const changed = !isSame(draft, run);
  useEffect(() => writeDraft(draftStore(), run.id, draft, run), [draft, run]);
  const save = async () => {
    const { error } = await update({ input: { run: run.id, note: draft.note, tags: [...draft.tags] } });
    if (!error) say('Saved.');
  };
  return (
    <Panel title="Tags and note">
      <div className={styles.stack} style={{ gap: 10 }}>
        <TagsInput
          aria-label="Tags"
          placeholder={draft.tags.length === 0 ? 'Add a tag' : ''}
          value={[...draft.tags]}
          onChange={(tags) => setDraft({ ...draft, tags })}
        />
        <Textarea
          aria-label="Note"
          placeholder="What was expected, what came out?"
          value={draft.note}
          autosize
          minRows={2}
          onChange={(event) => setDraft({ ...draft, note: event.currentTarget.value })}
        />
        {error && <FormProblem problem={problemOf(error)} />}
        {changed && (
          <div className={styles.saving}>
            <Button loading={fetching} onClick={save}>
              Save
            </Button>
            <Button variant="subtle" onClick={() => setDraft({ note: run.note, tags: run.tags })}>
              As it was
            </Button>
          </div>
        )}
      </div>
    </Panel>
  );
}
