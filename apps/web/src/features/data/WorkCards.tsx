'use client';
import { apart } from '../../ui/apart.tsx';
import { useState } from 'react';
import type { VersionFragment, WorksQuery } from '../../generated/data.ts';
import { WorkCard } from './WorkCard.tsx';
import styles from './Works.module.css';

const WorkModal = apart(() => import('./WorkModal.tsx').then((module) => module.WorkModal));

export type Work = NonNullable<WorksQuery['datasetVersion']>['works']['nodes'][number];

interface WorkCardsProps {
  /** The version that the works are of. */
  version: Pick<VersionFragment, 'id' | 'manifest'>;
  works: readonly Work[];
  /** In place of the label, such as what changed. */
  noteOf?: (work: Work) => string | undefined;
}

/** A few works as small cards, each to be opened. */
export function WorkCards({ version, works, noteOf }: WorkCardsProps) {
  const [open, setOpen] = useState<number>();
  return (
    <div className={styles.works}>
      {works.map((work, index) => (
        <WorkCard key={work.row} work={work} onOpen={() => setOpen(index)} note={noteOf?.(work)} />
      ))}
      {open !== undefined && (
        <WorkModal
          version={version}
          row={works[open]?.row}
          place={{ at: open, total: works.length }}
          onMove={setOpen}
          onClose={() => setOpen(undefined)}
        />
      )}
    </div>
  );
}
