'use client';
import { useState } from 'react';
import { useQuery } from 'urql';
import { VersionDifferenceDocument, type VersionFragment } from '../../generated/data.ts';
import { count, plural } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import styles from './Data.module.css';
import { useWorksAt } from './use-works.ts';
import { WorkCards } from './WorkCards.tsx';
import { WorkModal } from './WorkModal.tsx';

const most = 48;

/** What came, went, was labelled anew or changed since another version, with the works. */
export function DifferencePanel({ version, since }: { version: VersionFragment; since: string }) {
  const [{ data, error }] = useQuery({ query: VersionDifferenceDocument, variables: { version: version.id, since } });
  if (error) return <FormProblem problem={problemOf(error)} />;
  const difference = data?.datasetVersion?.difference;
  if (!difference) return <Waiting />;
  const { addedCount, removedCount, relabelledCount, changedCount, same, byContent } = difference;
  const labels = new Map(difference.relabelled.map((work) => [work.row, `${work.before ?? 'no class'} → ${work.after ?? 'no class'}`]));
  const nothing = addedCount + removedCount + relabelledCount + changedCount === 0;
  return (
    <div className={styles.stack}>
      <p style={{ margin: 0 }}>
        {nothing
          ? 'The works are the same; something beside them changed.'
          : `${plural(addedCount, 'work')} added, ${count(removedCount)} taken away, ${count(relabelledCount)} labelled anew, ${count(changedCount)} changed; ${count(same)} the same.`}{' '}
        <span className="muted">
          {byContent
            ? 'Works were told apart by their content, as they have no names of their own.'
            : 'Works were told apart by their names.'}
        </span>
      </p>
      <Rows title="Added" total={addedCount} version={version.id} of={version} rows={difference.added} />
      <Rows title="Labelled anew" total={relabelledCount} version={version.id} of={version} rows={[...labels.keys()]} notes={labels} />
      <Rows title="Changed" total={changedCount} version={version.id} of={version} rows={difference.changed} />
      <Rows title="Taken away" total={removedCount} version={since} of={version} rows={difference.removed} />
    </div>
  );
}

interface RowsProps {
  title: string;
  total: number;
  /** The version that the rows are of. */
  version: string;
  /** The version whose features are known. */
  of: VersionFragment;
  rows: readonly number[];
  notes?: ReadonlyMap<number, string>;
}

function Rows({ title, total, version, of, rows, notes }: RowsProps) {
  const works = useWorksAt(version, rows.slice(0, most));
  const [open, setOpen] = useState<number>();
  if (total === 0) return null;
  return (
    <section>
      <h3 className={styles.heading}>
        {title} <span className="muted">{count(total)}</span>
      </h3>
      <WorkCards works={works} onOpen={(work) => setOpen(works.indexOf(work))} small noteOf={(work) => notes?.get(work.row)} />
      {total > most && <p className="muted">The first {most} are shown.</p>}
      <WorkModal version={of} works={works} at={open} onMove={setOpen} />
    </section>
  );
}
