'use client';
import { Button, TextInput } from '@mantine/core';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type FormEvent, useRef } from 'react';
import { useMutation, useQuery } from 'urql';
import { RunDot } from '../../charts/draw/RunDot.tsx';
import { type FusionMethod, FuseRunsDocument, FusionsOfDocument } from '../../generated/fusion.ts';
import { words } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { say } from '../../ui/toast-store.ts';
import styles from './Published.module.css';
import { namesOf } from './member-words.ts';
import type { MemberRun } from './members.ts';
import { sameFusion } from './same-fusion.ts';
import { sourceWords, weightSourceOf } from './source-words.ts';
import type { ExplorerState } from './use-explorer.ts';

interface PublishFormProps {
  project: ProjectRef;
  runs: readonly MemberRun[];
  explorer: ExplorerState;
}

/** A name, what will be kept, and what may be believed of it. The server computes the evaluation again from the stored predictions. */
export function PublishForm({ project, runs, explorer }: PublishFormProps) {
  const router = useRouter();
  const once = useOnceKey();
  const [{ fetching, error }, fuse] = useMutation(FuseRunsDocument);
  const [{ data: known }] = useQuery({ query: FusionsOfDocument, variables: { id: runs[0]!.id }, requestPolicy: 'network-only' });
  const { method, metric, weights, source, byFolds } = explorer;
  const input = {
    members: runs.map((run, index) => ({ run: run.id, weight: weights[index]! })),
    method: method.toUpperCase() as FusionMethod,
    weightSource: weightSourceOf(source, byFolds),
    metric,
  };
  const before = known?.run?.fusions.find(({ fusion }) => fusion && sameFusion(fusion, input));
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('name')).trim();
    const asked = { ...input, project: runs[0]!.project.id, ...(name && { name }) };
    const { data } = await fuse({ input: { ...asked, idempotencyKey: once(asked) } });
    if (!data) return;
    say(`#${data.fuseRuns.number} published.`);
    router.push(links.run(project.ref, data.fuseRuns.id));
  };
  return (
    <form className={styles.publish} onSubmit={submit}>
      <TextInput name="name" label="Name" defaultValue={nameFor(runs, method)} maxLength={200} data-autofocus />
      <ul className={styles.members} aria-label="Members">
        {runs.map((run, index) => (
          <li key={run.id}>
            <RunDot number={run.number} />
            <span>
              #{run.number} {run.name}
            </span>
            {method !== 'stack' && <b>{weights[index]!.toFixed(2)}</b>}
          </li>
        ))}
      </ul>
      <p className="muted">
        {words(input.method)} · {sourceWords(explorer, namesOf(runs))}
      </p>
      {before && (
        <p role="status" className={styles.warning}>
          This very fusion is there already:{' '}
          <Link href={links.run(project.ref, before.id)} prefetch={false}>
            #{before.number}
          </Link>
          . Published again, it is another run with the same numbers.
        </p>
      )}
      {error && <FormProblem problem={problemOf(error)} />}
      <div>
        <Button type="submit" size="sm" loading={fetching}>
          {before ? 'Publish again' : 'Publish'}
        </Button>
      </div>
    </form>
  );
}

/** What tells it apart on a board: which members, how. */
function nameFor(runs: readonly MemberRun[], method: ExplorerState['method']): string {
  const kinds = new Set(runs.map(({ kind }) => kind)).size === runs.length;
  const members = runs.map(({ kind, number }) => (kinds ? kind.toLowerCase() : `#${number}`)).join('+');
  return `${members} ${method === 'weighted' ? 'fusion' : `${method} fusion`}`;
}

/** One key for each thing that is asked for while the form is open: sent twice, it is done once. */
function useOnceKey(): (asked: object) => string {
  const keys = useRef(new Map<string, string>());
  return (asked) => {
    const text = JSON.stringify(asked);
    // Not `randomUUID`, which plain HTTP has not.
    const key = keys.current.get(text) ?? Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-');
    keys.current.set(text, key);
    return key;
  };
}
