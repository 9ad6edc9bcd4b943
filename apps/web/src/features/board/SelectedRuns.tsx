'use client';
import { Button } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { plural } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import styles from './Board.module.css';
import { type BoardState, mostSelected } from './board-state.ts';
import type { BoardItems } from './items.ts';
import { MoveRuns } from './MoveRuns.tsx';
import { unfused } from './selected.ts';
import { TagRuns } from './TagRuns.tsx';
import type { ChangeBoard } from './use-board-state.ts';
import { useRunActions } from './use-run-actions.ts';
import { useSelectedRuns } from './use-selected-runs.ts';

interface SelectedRunsProps {
  project: ProjectRef;
  projectId: string | undefined;
  state: BoardState;
  change: ChangeBoard;
  items: BoardItems;
  /** The runs have changed. */
  onDone: () => Promise<void>;
}

/** What can be done with the ticked runs; all of it can be undone. */
export function SelectedRuns({ project, projectId, state, change, items, onDone }: SelectedRunsProps) {
  const router = useRouter();
  const ids = state.selected;
  const known = useSelectedRuns(project, ids, items);
  const whyNot = useMemo(() => unfused(known, ids.length), [known, ids]);
  const sole = ids.length === 1 ? known[0] : undefined;
  const actions = useRunActions(project, onDone);
  /** What is not on the board any more is not ticked either. */
  const leave = async (work: Promise<boolean>) => {
    if (await work) change({ selected: [] });
  };
  return (
    <div className={styles.actions} role="toolbar" aria-label="Selected runs">
      <strong role="status">{plural(ids.length, 'run')} selected</strong>
      {ids.length > mostSelected && <span className="muted">The address keeps the first {mostSelected}; a reload forgets the others.</span>}
      <Button onClick={() => router.push(links.compare(project.ref, ids))} disabled={ids.length < 2}>
        Compare
      </Button>
      <Button
        variant="default"
        disabled={whyNot !== undefined}
        onClick={() => router.push(links.fusion(project.ref, [...ids]))}
        title={whyNot ?? 'Mix what these runs predicted'}
      >
        Fuse
      </Button>
      {sole && (
        <Button variant="default" onClick={() => change({ baseline: state.baseline === sole.number ? undefined : sole.number })}>
          {state.baseline === sole.number ? 'No baseline' : 'Compare all with it'}
        </Button>
      )}
      <TagRuns onTag={(tag, isRemoving) => void actions.tag(ids, tag, isRemoving)} />
      {projectId && <MoveRuns team={project.team} from={projectId} onMove={(to) => void leave(actions.move(ids, projectId, to))} />}
      <Button variant="default" onClick={() => void leave(actions.archive(ids))}>
        Archive
      </Button>
      <Button variant="default" onClick={() => void leave(actions.remove(ids))}>
        Delete
      </Button>
      <Button variant="subtle" onClick={() => change({ selected: [] })}>
        Clear
      </Button>
    </div>
  );
}
