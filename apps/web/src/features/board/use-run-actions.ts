'use client';
import { type AnyVariables, type CombinedError, type TypedDocumentNode, useClient } from 'urql';
import {
  ArchiveRunsDocument,
  DeleteRunsDocument,
  MoveRunsDocument,
  RestoreRunsDocument,
  SelectedRunsDocument,
  TagRunsDocument,
  UnarchiveRunsDocument,
} from '../../generated/board.ts';
import { plural } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import { say } from '../../ui/toast-store.ts';
import { retagged, taggedWords } from './selected.ts';

/** The API changes so many runs at once. */
const most = 500;

interface Outcome {
  readonly error?: CombinedError | undefined;
}

/** What can be done with many runs. Each says what it did and offers to undo it, and answers whether it worked. `onDone`: the runs have changed. */
export function useRunActions(project: ProjectRef, onDone: () => Promise<void>) {
  const client = useClient();

  async function send<Variables extends AnyVariables & { ids: string[] }>(
    document: TypedDocumentNode<unknown, Variables>,
    ids: readonly string[],
    rest: Omit<Variables, 'ids'>,
  ): Promise<Outcome> {
    for (let from = 0; from < ids.length; from += most) {
      const answer = await client.mutation(document, { ...rest, ids: ids.slice(from, from + most) } as unknown as Variables).toPromise();
      if (answer.error) return answer;
    }
    return {};
  }
  async function takeBack(undo: () => Promise<Outcome>): Promise<void> {
    const { error } = await undo();
    if (error)
      say(`This could not be undone. ${wordsOf(error)}`, { tone: 'bad', action: { label: 'Try again', run: () => void takeBack(undo) } });
    await onDone();
  }
  async function act(work: () => Promise<Outcome>, done: string, undo: () => Promise<Outcome>): Promise<boolean> {
    const { error } = await work();
    if (error) say(wordsOf(error), { tone: 'bad' });
    else say(done, { action: { label: 'Undo', run: () => void takeBack(undo) } });
    await onDone();
    return !error;
  }

  return {
    archive: (ids: readonly string[]) =>
      act(
        () => send(ArchiveRunsDocument, ids, {}),
        `${plural(ids.length, 'run')} archived.`,
        () => send(UnarchiveRunsDocument, ids, {}),
      ),
    remove: (ids: readonly string[]) =>
      act(
        () => send(DeleteRunsDocument, ids, {}),
        `${plural(ids.length, 'run')} deleted.`,
        () => send(RestoreRunsDocument, ids, {}),
      ),
    /** Runs that belong together move together, so all of them go at once. */
    move: (ids: readonly string[], from: string, to: { readonly id: string; readonly name: string }) =>
      act(
        () => client.mutation(MoveRunsDocument, { ids: [...ids], project: to.id }).toPromise(),
        `${plural(ids.length, 'run')} moved to ${to.name}.`,
        () => client.mutation(MoveRunsDocument, { ids: [...ids], project: from }).toPromise(),
      ),
    async tag(ids: readonly string[], tag: string, isRemoving: boolean): Promise<boolean> {
      // Who had the tag before keeps it when this is undone.
      const before: { readonly id: string; readonly tags: readonly string[] }[] = [];
      for (let from = 0; from < ids.length; from += most) {
        const { data, error } = await client
          .query(
            SelectedRunsDocument,
            { team: project.team, slug: project.slug, ids: ids.slice(from, from + most) },
            { requestPolicy: 'network-only' },
          )
          .toPromise();
        if (error) {
          say(wordsOf(error), { tone: 'bad' });
          return false;
        }
        before.push(...(data?.project?.runs.nodes ?? []));
      }
      const changed = retagged(before, tag, isRemoving).map((run) => run.id);
      const words = taggedWords(tag, isRemoving, changed.length, before.length);
      if (changed.length === 0) {
        say(words);
        return false;
      }
      const [add, remove] = isRemoving ? [[], [tag]] : [[tag], []];
      return act(
        () => send(TagRunsDocument, changed, { add, remove }),
        words,
        () => send(TagRunsDocument, changed, { add: remove, remove: add }),
      );
    },
  };
}

function wordsOf(error: CombinedError): string {
  const { message, hint } = problemOf(error);
  return hint ? `${message} ${hint}` : message;
}
