'use client';
import { useMemo, useState } from 'react';
import type { VersionFragment } from '../../generated/data.ts';
import { count, plural } from '../../lib/format.ts';
import { Panel } from '../../ui/Page.tsx';
import styles from './Data.module.css';
import { useWorksAt } from './use-works.ts';
import { WorkCards } from './WorkCards.tsx';
import { WorkModal } from './WorkModal.tsx';

const mostSets = 12;

/** Works that are the same, byte for byte in every view; labels may differ, which is worth a look. */
export function DuplicatesPanel({ version, sets }: { version: VersionFragment; sets: readonly (readonly number[])[] }) {
  const shown = sets.slice(0, mostSets);
  const rows = useMemo(() => shown.flat(), [shown]);
  const works = useWorksAt(version.id, rows);
  const [open, setOpen] = useState<number>();
  return (
    <Panel title="Duplicates" note={version.duplicates === 0 ? 'none' : plural(version.duplicates, 'work')}>
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
            <WorkCards works={members} onOpen={(work) => setOpen(works.indexOf(work))} small />
            {labels.size > 1 && <p className={styles.warning}>The same work, with different labels.</p>}
          </div>
        );
      })}
      {sets.length > mostSets && <p className="muted">and {count(sets.length - mostSets)} other sets</p>}
      <WorkModal version={version} works={works} at={open} onMove={setOpen} />
    </Panel>
  );
}
