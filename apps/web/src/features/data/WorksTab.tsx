'use client';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { WorkPicture } from '../../charts/draw/WorkPicture.tsx';
import { type VersionFragment, WorksDocument, type WorksQuery } from '../../generated/data.ts';
import { count } from '../../lib/format.ts';
import { type Problem, problemOf } from '../../lib/problem.ts';
import { useQueryState } from '../../lib/query-state.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Panel } from '../../ui/Page.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { ClassBars } from './ClassBars.tsx';
import styles from './Data.module.css';
import { VersionFacts } from './VersionFacts.tsx';
import { WorkModal } from './WorkModal.tsx';

export type Work = NonNullable<WorksQuery['datasetVersion']>['works']['nodes'][number];

interface Loaded {
  readonly works: readonly Work[];
  readonly total: number;
  readonly next: string | null;
}

export function WorksTab({ version }: { version: VersionFragment }) {
  const client = useClient();
  const [label, setLabel] = useQueryState('label');
  const [loaded, setLoaded] = useState<Loaded>();
  const [problem, setProblem] = useState<Problem>();
  const [open, setOpen] = useState<number>();

  const load = async (after: string | null, kept: readonly Work[], stillWanted: () => boolean) => {
    const { data, error } = await client.query(WorksDocument, { version: version.id, first: 48, after, label: label || null });
    if (!stillWanted()) return;
    if (error) return setProblem(problemOf(error));
    const page = data?.datasetVersion?.works;
    if (page)
      setLoaded({
        works: [...kept, ...page.nodes],
        total: page.totalCount,
        next: page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null,
      });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new list begins when the version or the class changes, not when `load` is made anew
  useEffect(() => {
    let wanted = true;
    setLoaded(undefined);
    void load(null, [], () => wanted);
    return () => {
      wanted = false;
    };
  }, [version.id, label]);

  const works = loaded?.works ?? [];
  return (
    <div className={styles.columns}>
      <div>
        {problem && <FormProblem problem={problem} />}
        {!loaded && !problem && <Waiting />}
        <div className={styles.works}>
          {works.map((work, index) => (
            <button key={work.row} type="button" className={styles.work} onClick={() => setOpen(index)}>
              <div>
                <WorkPicture views={work.views} label={work.label ?? undefined} />
              </div>
              <p>
                <span>{work.label ?? 'no class'}</span>
                <span className="muted">{work.row}</span>
              </p>
            </button>
          ))}
        </div>
        {loaded?.next && (
          <p style={{ textAlign: 'center' }}>
            <Button variant="default" onClick={() => load(loaded.next, loaded.works, () => true)}>
              Show more of {count(loaded.total)}
            </Button>
          </p>
        )}
      </div>
      <div style={{ display: 'grid', gap: 16 }}>
        <Panel
          title="Classes"
          note={
            label ? (
              <button type="button" className={styles.remove} onClick={() => setLabel('')}>
                show all
              </button>
            ) : (
              count(version.samples)
            )
          }
        >
          <ClassBars classes={version.classes} chosen={label} onChoose={(name) => setLabel(name === label ? '' : name)} />
        </Panel>
        <VersionFacts version={version} />
      </div>
      <WorkModal version={version} works={works} at={open} onMove={setOpen} />
    </div>
  );
}
