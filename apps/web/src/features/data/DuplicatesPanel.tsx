'use client';
import { useMemo } from 'react';
import { Figure, type FigureQuery } from '../../charts/draw/Figure.tsx';
import type { VersionFragment } from '../../generated/data.ts';
import { count, plural } from '../../lib/format.ts';
import { useWorksAt } from './use-works.ts';
import styles from './Values.module.css';
import { WorkCards } from './WorkCards.tsx';

const mostSets = 12;

interface DuplicatesPanelProps {
  version: VersionFragment;
  /** Rows that are the same work, set by set. */
  sets: readonly (readonly number[])[];
  query: FigureQuery;
}

/** Works that are the same, byte for byte in every view; labels may differ, which is worth a look. */
export function DuplicatesPanel({ version, sets, query }: DuplicatesPanelProps) {
  const shown = sets.slice(0, mostSets);
  const rows = useMemo(() => sets.slice(0, mostSets).flat(), [sets]);
  const works = useWorksAt(version.id, rows);
  return (
    <Figure
      title="Duplicates"
      note={version.duplicates === 0 ? 'none' : plural(version.duplicates, 'work')}
      table={() => ({ columns: ['set', 'row'], rows: sets.flatMap((set, index) => set.map((row) => [index + 1, row])) })}
      query={query}
    >
      {version.duplicates === 0 && (
        <p className="muted" style={{ margin: 0 }}>
          No work comes twice.
        </p>
      )}
      {shown.map((set) => {
        const members = works.filter((work) => set.includes(work.row));
        const labels = new Set(members.map((work) => work.label));
        return (
          <div key={set.join(' ')} className={styles.set}>
            <WorkCards version={version} works={members} />
            {labels.size > 1 && <p className={styles.warning}>The same work, with different labels.</p>}
          </div>
        );
      })}
      {sets.length > mostSets && <p className="muted">and {count(sets.length - mostSets)} other sets; the table has them</p>}
    </Figure>
  );
}
