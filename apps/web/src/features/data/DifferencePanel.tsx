'use client';
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { Figure } from '../../charts/draw/Figure.tsx';
import type { FigureTable } from '../../charts/prepare/csv.ts';
import { VersionDifferenceDocument, type VersionDifferenceQuery, type VersionFragment } from '../../generated/data.ts';
import { count, plural } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import styles from './Layout.module.css';
import { useWorksAt } from './use-works.ts';
import { WorkCards } from './WorkCards.tsx';

type Difference = NonNullable<NonNullable<VersionDifferenceQuery['datasetVersion']>['difference']>;

interface DifferencePanelProps {
  version: VersionFragment;
  /** Versions to compare with, the newest first; at least one. */
  earlier: readonly { readonly id: string; readonly number: number }[];
}

const most = 48;
const noClass = 'no class';

/** What came, went, was labelled anew or changed since an earlier version, with the works. */
export function DifferencePanel({ version, earlier }: DifferencePanelProps) {
  const [chosen, setChosen] = useState('');
  const since = earlier.find((each) => each.id === chosen) ?? earlier[0]!;
  const variables = { version: version.id, since: since.id };
  const [{ data, error }] = useQuery({ query: VersionDifferenceDocument, variables, requestPolicy: 'cache-first' });
  const difference = data?.datasetVersion?.difference;
  return (
    <Figure
      title={`From version ${since.number} to ${version.number}`}
      note={
        earlier.length > 1 && (
          <NativeSelect
            size="xs"
            aria-label="Compared with"
            value={since.id}
            onChange={(event) => setChosen(event.currentTarget.value)}
            data={earlier.map((each) => ({ value: each.id, label: `version ${each.number}` }))}
          />
        )
      }
      table={() => tableOf(difference)}
      query={{ document: VersionDifferenceDocument, variables }}
    >
      {error && <FormProblem problem={problemOf(error)} />}
      {!difference && !error && <Waiting />}
      {difference && <Changes key={since.id} difference={difference} version={version} since={since.id} />}
    </Figure>
  );
}

function Changes({ difference, version, since }: { difference: Difference; version: VersionFragment; since: string }) {
  const { addedCount, removedCount, relabelledCount, changedCount, same, byContent } = difference;
  const labels = new Map(difference.relabelled.map((work) => [work.row, `${work.before ?? noClass} → ${work.after ?? noClass}`]));
  const nothing = addedCount + removedCount + relabelledCount + changedCount === 0;
  const before = { id: since, manifest: version.manifest };
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
      <Rows title="Added" total={addedCount} version={version} rows={difference.added} />
      <Rows title="Labelled anew" total={relabelledCount} version={version} rows={[...labels.keys()]} notes={labels} />
      <Rows title="Changed" total={changedCount} version={version} rows={difference.changed} />
      <Rows title="Taken away" total={removedCount} version={before} rows={difference.removed} />
    </div>
  );
}

interface RowsProps {
  title: string;
  total: number;
  /** The version that the rows are of. */
  version: Pick<VersionFragment, 'id' | 'manifest'>;
  rows: readonly number[];
  notes?: ReadonlyMap<number, string>;
}

function Rows({ title, total, version, rows, notes }: RowsProps) {
  const works = useWorksAt(version.id, rows.slice(0, most));
  if (total === 0) return null;
  return (
    <section>
      <h3 className={styles.heading}>
        {title} <span className="muted">{count(total)}</span>
      </h3>
      <WorkCards version={version} works={works} noteOf={(work) => notes?.get(work.row)} />
      {total > most && <p className="muted">The first {most} are shown; the table has more.</p>}
    </section>
  );
}

function tableOf(difference: Difference | undefined): FigureTable {
  const kinds = [
    ['added', difference?.added],
    ['changed', difference?.changed],
    ['taken away', difference?.removed],
  ] as const;
  return {
    columns: ['what', 'row', 'before', 'after'],
    rows: [
      ...kinds.flatMap(([what, rows = []]) => rows.map((row) => [what, row, '', ''])),
      ...(difference?.relabelled ?? []).map(({ row, before, after }) => ['labelled anew', row, before ?? '', after ?? '']),
    ],
  };
}
