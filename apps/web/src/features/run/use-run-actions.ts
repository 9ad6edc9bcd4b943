'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import {
  ArchiveRunDocument,
  CancelRunDocument,
  DeleteRunDocument,
  RestoreRunDocument,
  RetryRunDocument,
  RunArtifactsDocument,
  UnarchiveRunDocument,
} from '../../generated/run.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import { say } from '../../ui/toast-store.ts';
import type { Run } from './RunHeader.tsx';
import { isLaunched } from './run-kind.ts';

type Action = 'stop' | 'again' | 'away';

/** What can be done with a run, each with words when it is done or refused. Deleting can be undone. */
export function useRunActions(run: Run, project: string, onChange: () => void) {
  const router = useRouter();
  const [busy, setBusy] = useState<Action>();
  const [, cancel] = useMutation(CancelRunDocument);
  const [, retry] = useMutation(RetryRunDocument);
  const [, remove] = useMutation(DeleteRunDocument);
  const [, restore] = useMutation(RestoreRunDocument);
  const [, archive] = useMutation(ArchiveRunDocument);
  const [, unarchive] = useMutation(UnarchiveRunDocument);
  const unfinished = isLaunched(run.kind) && ['FAILED', 'CRASHED', 'CANCELED'].includes(run.status);
  const [{ data }] = useQuery({ query: RunArtifactsDocument, variables: { id: run.id }, pause: !unfinished });
  const checkpoint = data?.run?.artifacts.some((artifact) => artifact.kind === 'checkpoint') ?? false;

  const act = async (action: Action, work: () => Promise<{ error?: Parameters<typeof problemOf>[0] | undefined }>): Promise<boolean> => {
    setBusy(action);
    const { error } = await work();
    setBusy(undefined);
    if (error) say(problemOf(error).message, { tone: 'bad' });
    return !error;
  };
  return {
    busy,
    /** Undefined for a run that cannot be run again as it is. */
    againWords: unfinished ? (checkpoint ? 'Resume' : 'Retry') : undefined,
    stop: async () => {
      if (await act('stop', () => cancel({ id: run.id }))) say(`#${run.number} is being stopped.`);
      onChange();
    },
    again: async () => {
      const done = await act('again', () => retry({ id: run.id }));
      if (done) say(`#${run.number} is in the queue again${checkpoint ? ', and goes on from its last checkpoint' : ''}.`);
      onChange();
    },
    remove: async () => {
      if (!(await act('away', () => remove({ id: run.id })))) return;
      sayUndoable(`#${run.number} is deleted.`, restore, () => router.push(links.run(project, run.id)));
      router.push(links.runs(project));
    },
    archive: async () => {
      if (!(await act('away', () => (run.archivedAt ? unarchive : archive)({ id: run.id })))) return;
      if (run.archivedAt) say(`#${run.number} is on the board again.`);
      else sayUndoable(`#${run.number} is put aside: the board leaves it out.`, unarchive, onChange);
      onChange();
    },
  };

  function sayUndoable(text: string, undo: typeof restore | typeof unarchive, done: () => void): void {
    say(text, {
      action: {
        label: 'Undo',
        run: async () => {
          const { error } = await undo({ id: run.id });
          if (error) say(problemOf(error).message, { tone: 'bad' });
          else done();
        },
      },
    });
  }
}
