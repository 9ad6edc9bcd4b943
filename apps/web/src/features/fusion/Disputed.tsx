'use client';
import { Button } from '@mantine/core';
import { memo, useMemo, useRef, useState } from 'react';
import { Disagreements, type DisputedWork } from '../../charts/draw/Disagreements.tsx';
import { Panel } from '../../ui/Page.tsx';
import { disputeNote, isRight, verdicts } from './disputes.ts';
import styles from './Choice.module.css';
import type { Member } from './member-words.ts';
import type { Disputes, Measured } from './questions.ts';
import type { Task } from './tasks.ts';
import { useWorks } from './use-works.ts';

interface DisputedProps {
  task: Task;
  version: string | undefined;
  list: readonly Member[];
  disputed: Disputes;
  members: readonly Measured[];
  fused: Measured;
}

const PAGE = 16;

/** The works that divide the members, the surest contradictions first, and what the fusion makes of them. */
export const Disputed = memo(function Disputed({ task, version, list, disputed, members, fused }: DisputedProps) {
  const [only, setOnly] = useState<'all' | 'right' | 'wrong'>('all');
  const [most, setMost] = useState(PAGE);
  const voices = [...members, fused];
  const named = useMemo(() => [...list.map(({ name, number }) => ({ name, number })), { name: 'fused' }], [list]);
  const keep = useKept();
  const wanted = disputed.shown.flatMap((_, index) =>
    only === 'all' || isRight(task, voices, voices.length - 1, index) === (only === 'right') ? [index] : [],
  );
  const shown = wanted.slice(0, most);
  const works = useWorks(
    version,
    shown.map((index) => disputed.shown[index]!.row),
  );
  return (
    <Panel
      title="Where they disagree"
      note={disputeNote(
        task,
        disputed.count,
        list.map(({ name }) => name),
        voices,
      )}
    >
      {disputed.count === 0 ? (
        <p className="muted" style={{ margin: 0 }}>
          All members say the same of every work.
        </p>
      ) : (
        <>
          <fieldset className={`${styles.methods} ${styles.which}`} aria-label="Which works">
            {(['all', 'wrong', 'right'] as const).map((each) => (
              <button key={each} type="button" aria-pressed={only === each} onClick={() => setOnly(each)}>
                {filterNames[task][each]}
              </button>
            ))}
          </fieldset>
          {shown.length === 0 ? (
            <p className="muted" style={{ margin: 0 }}>
              None of the {disputed.shown.length} shown.
            </p>
          ) : (
            <Disagreements
              voices={named}
              works={shown.map((index) => {
                const { id, row, truth } = disputed.shown[index]!;
                const work = works.get(row);
                return keep({
                  key: id,
                  name: work?.sampleId ?? id,
                  truth,
                  said: voices.map(({ said }) => said[index]!),
                  verdicts: verdicts(task, voices, index),
                  views: work?.views ?? none,
                });
              })}
            />
          )}
          {wanted.length > most && (
            <Button variant="subtle" size="xs" mt={10} onClick={() => setMost(most + PAGE)}>
              Show more
            </Button>
          )}
        </>
      )}
    </Panel>
  );
});

const none: DisputedWork['views'] = [];

/** Of a work of which the same is said as before, the object from before: at most moves of a weight nearly all cards stay as drawn. */
function useKept(): (work: DisputedWork) => DisputedWork {
  const kept = useRef(new Map<string, { readonly work: DisputedWork; readonly text: string }>());
  return (work) => {
    const text = JSON.stringify([work.name, work.said, work.verdicts]);
    const before = kept.current.get(work.key);
    if (before?.text === text && before.work.views === work.views) return before.work;
    kept.current.set(work.key, { work, text });
    return work;
  };
}

const classNames = { all: 'all', wrong: 'fusion wrong', right: 'fusion right' } as const;
const filterNames: Record<Task, Record<'all' | 'right' | 'wrong', string>> = {
  classes: classNames,
  labels: classNames,
  values: { all: 'all', wrong: 'a member is nearer', right: 'fusion nearest' },
};
