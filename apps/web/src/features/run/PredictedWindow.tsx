'use client';
import { Button, Modal } from '@mantine/core';
import Link from 'next/link';
import { WorkDetail } from '../../charts/draw/WorkDetail.tsx';
import { number, percent } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import type { PredictedWork } from './predicted.ts';
import styles from './Predictions.module.css';
import type { Run } from './RunHeader.tsx';
import type { ShownWork } from './use-predicted-works.ts';

interface PredictedWindowProps {
  shown: readonly PredictedWork[];
  works: ReadonlyMap<number, ShownWork>;
  names: readonly string[];
  at: number;
  onMove: (at: number | undefined) => void;
  run: Run;
  project: string;
}

/** One work in all its views, with everything that was said of it, and the way to the ones before and after. */
export function PredictedWindow({ shown, works, names, at, onMove, run, project }: PredictedWindowProps) {
  const said = shown[at]!;
  const work = works.get(said.row);
  const step = (by: number) => shown[at + by] && onMove(at + by);
  return (
    <Modal opened onClose={() => onMove(undefined)} title={`${said.truth} · ${work?.sampleId ?? said.id}`} size="lg">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move on; the buttons below do the same */}
      <div
        className={styles.detail}
        onKeyDown={(event) => {
          if (event.key === 'ArrowRight') step(1);
          if (event.key === 'ArrowLeft') step(-1);
        }}
      >
        {work ? (
          work.views.map((view) => (
            <figure key={`${said.row} ${view.view}`}>
              <figcaption className="muted">{view.view}</figcaption>
              <WorkDetail view={view} />
            </figure>
          ))
        ) : (
          <p className="muted">The predictions do not say which row of which version this is, so the work itself cannot be shown.</p>
        )}
        <table className={styles.scores} aria-label={`What was said of ${work?.sampleId ?? said.id}`}>
          <tbody>
            {names.map((name, place) => (
              <tr key={name}>
                <th scope="row">
                  {name}
                  {said.right !== undefined && name === said.truth && <span className="muted"> in truth</span>}
                </th>
                <td>{said.right === undefined ? `${number(said.scores[place])} predicted` : <Share value={said.scores[place]!} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {said.right === undefined && <p>In truth {said.truth}.</p>}
        <div className={styles.pages}>
          <Button variant="default" disabled={at === 0} onClick={() => step(-1)}>
            ← Before
          </Button>
          {run.dataset && work && (
            <Link href={`${links.dataset(project, run.dataset.dataset.id)}&search=${encodeURIComponent(work.sampleId)}`} prefetch={false}>
              in {run.dataset.dataset.name}
            </Link>
          )}
          <Button variant="default" disabled={at === shown.length - 1} onClick={() => step(1)}>
            Next →
          </Button>
        </div>
      </div>
    </Modal>
  );
}

function Share({ value }: { value: number }) {
  return (
    <>
      <span className={styles.share} aria-hidden>
        <span style={{ width: `${value * 100}%` }} />
      </span>
      {percent(value)}
    </>
  );
}
