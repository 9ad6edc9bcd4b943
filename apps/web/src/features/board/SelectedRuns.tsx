'use client';
import { Button } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { type CombinedError, useMutation } from 'urql';
import {
  ArchiveRunsDocument,
  DeleteRunsDocument,
  RestoreRunsDocument,
  TagRunsDocument,
  UnarchiveRunsDocument,
} from '../../generated/board.ts';
import { plural } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import { say } from '../../ui/toast-store.ts';
import styles from './Board.module.css';
import { type BoardState, mostSelected } from './board-state.ts';
import type { BoardItems } from './items.ts';
import type { ChangeBoard } from './use-board-state.ts';

interface SelectedRunsProps {
  project: ProjectRef;
  state: BoardState;
  change: ChangeBoard;
  items: BoardItems;
  /** The runs have changed. */
  onDone: () => Promise<void>;
}

/** What can be done with the ticked runs; all of it can be undone. */
export function SelectedRuns({ project, state, change, items, onDone }: SelectedRunsProps) {
  const router = useRouter();
  const [, remove] = useMutation(DeleteRunsDocument);
  const [, restore] = useMutation(RestoreRunsDocument);
  const [, archive] = useMutation(ArchiveRunsDocument);
  const [, unarchive] = useMutation(UnarchiveRunsDocument);
  const [, tag] = useMutation(TagRunsDocument);
  const [isTagging, setTagging] = useState(false);
  const ids = [...state.selected];
  const picked = items.loaded().filter((row) => ids.includes(row.id));
  const canFuse = picked.length >= 2 && picked.every((row) => row.status === 'FINISHED' && row.split?.id === picked[0]?.split?.id);
  const sole = picked.length === 1 ? picked[0] : undefined;

  const act = async (
    work: () => Promise<{ error?: CombinedError | undefined }>,
    done: string,
    undo: () => Promise<unknown>,
    keep = false,
  ) => {
    const { error } = await work();
    if (error) return say(problemOf(error).message, { tone: 'bad' });
    if (!keep) change({ selected: [] });
    await onDone();
    say(done, { action: { label: 'Undo', run: () => void undo().then(onDone) } });
  };
  const onTag = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('tag')).trim();
    const isRemoving = (event.nativeEvent as SubmitEvent).submitter?.getAttribute('value') === 'remove';
    if (!name) return;
    setTagging(false);
    const [add, away] = isRemoving ? [[], [name]] : [[name], []];
    void act(
      () => tag({ ids, add, remove: away }),
      isRemoving ? `Took “${name}” from ${plural(ids.length, 'run')}.` : `Tagged ${plural(ids.length, 'run')} “${name}”.`,
      () => tag({ ids, add: away, remove: add }),
      true,
    );
  };
  return (
    <div className={styles.actions} role="toolbar" aria-label="Selected runs">
      <strong>{plural(ids.length, 'run')} selected</strong>
      {ids.length > mostSelected && <span className="muted">The address keeps the first {mostSelected}; a reload forgets the others.</span>}
      <Button onClick={() => router.push(links.compare(project.ref, ids))} disabled={ids.length < 2}>
        Compare
      </Button>
      <Button
        variant="default"
        disabled={!canFuse}
        onClick={() => router.push(links.fusion(project.ref, ids))}
        title={canFuse ? '' : 'Fusing needs two or more finished runs on one split'}
      >
        Fuse
      </Button>
      {sole && (
        <Button variant="default" onClick={() => change({ baseline: state.baseline === sole.number ? undefined : sole.number })}>
          {state.baseline === sole.number ? 'No baseline' : 'Compare all with it'}
        </Button>
      )}
      {isTagging ? (
        <form className={styles.tagging} onSubmit={onTag}>
          <input
            name="tag"
            aria-label="Tag"
            placeholder="tag"
            maxLength={100}
            ref={(field) => field?.focus()}
            onKeyDown={(event) => event.key === 'Escape' && setTagging(false)}
          />
          <Button type="submit" variant="default">
            Add
          </Button>
          <Button type="submit" variant="default" name="what" value="remove">
            Take away
          </Button>
        </form>
      ) : (
        <Button variant="default" onClick={() => setTagging(true)}>
          Tag
        </Button>
      )}
      <Button
        variant="default"
        onClick={() =>
          act(
            () => archive({ ids }),
            `${plural(ids.length, 'run')} archived.`,
            () => unarchive({ ids }),
          )
        }
      >
        Archive
      </Button>
      <Button
        variant="default"
        onClick={() =>
          act(
            () => remove({ ids }),
            `${plural(ids.length, 'run')} deleted.`,
            () => restore({ ids }),
          )
        }
      >
        Delete
      </Button>
      <Button variant="subtle" onClick={() => change({ selected: [] })}>
        Clear
      </Button>
    </div>
  );
}
