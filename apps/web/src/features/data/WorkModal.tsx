'use client';
import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { WorkDetail } from '../../charts/draw/WorkDetail.tsx';
import { type VersionFragment, WorkDocument, type WorkQuery } from '../../generated/data.ts';
import { count } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import styles from './WorkModal.module.css';

type WholeWork = NonNullable<WorkQuery['datasetVersion']>['works']['nodes'][number];

interface WorkModalProps {
  version: Pick<VersionFragment, 'id' | 'manifest'>;
  /** Undefined as long as it is not known. */
  row: number | undefined;
  /** Among the works that one can go through, from 0. */
  place: { readonly at: number; readonly total: number };
  onMove: (at: number) => void;
  onClose: () => void;
}

/** One work with all that is known of it; the arrow keys go on to its neighbours. */
export function WorkModal({ version, row, place: { at, total }, onMove, onClose }: WorkModalProps) {
  const [{ data, error, fetching }] = useQuery({
    query: WorkDocument,
    variables: { version: version.id, row: row ?? 0 },
    pause: row === undefined,
    requestPolicy: 'cache-first',
  });
  const found = data?.datasetVersion?.works.nodes[0];
  // The one before stays until the next one is there, so that nothing jumps while one goes through them.
  const [shown, setShown] = useState(found);
  if (found && found.row === row && found !== shown) setShown(found);
  const step = (by: number) => at + by >= 0 && at + by < total && onMove(at + by);
  return (
    <Modal
      opened
      onClose={onClose}
      title={shown ? `${shown.label ?? 'No class'} · ${shown.sampleId}` : 'A work'}
      size="lg"
      onKeyDown={(event) => {
        if (event.target instanceof HTMLInputElement) return;
        if (event.key === 'ArrowRight') step(1);
        if (event.key === 'ArrowLeft') step(-1);
      }}
    >
      <div className={styles.work} aria-busy={fetching}>
        {error && <FormProblem problem={problemOf(error)} />}
        {shown ? <WorkFacts key={shown.row} work={shown} manifest={version.manifest} /> : !error && <Waiting />}
        <div className={styles.steps}>
          <Button variant="default" disabled={at === 0} onClick={() => step(-1)}>
            ← Before
          </Button>
          <span className="muted">
            {count(at + 1)} of {count(total)}
            {row !== undefined && row !== at && ` · row ${count(row)}`}
          </span>
          <Button variant="default" disabled={at >= total - 1} onClick={() => step(1)}>
            Next →
          </Button>
        </div>
      </div>
    </Modal>
  );
}

function WorkFacts({ work, manifest }: { work: WholeWork; manifest: unknown }) {
  const known = (manifest as { views?: { name: string; features?: string[]; vocabulary?: string[] }[] } | null)?.views ?? [];
  const knownOf = (name: string) => {
    const { features, vocabulary } = known.find((candidate) => candidate.name === name) ?? {};
    return { features, vocabulary };
  };
  const metadata = Object.entries((work.metadata ?? {}) as Record<string, unknown>).filter(([, value]) => value !== null && value !== '');
  return (
    <>
      {work.views.map((view) => (
        <figure key={view.view}>
          <figcaption>{view.view}</figcaption>
          <WorkDetail view={view} {...knownOf(view.view)} />
        </figure>
      ))}
      {metadata.length > 0 && (
        <dl>
          {metadata.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{String(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
