'use client';
import { Button, Modal } from '@mantine/core';
import { WorkDetail } from '../../charts/draw/WorkDetail.tsx';
import type { VersionFragment } from '../../generated/data.ts';
import styles from './Data.module.css';
import type { Work } from './WorkCards.tsx';

interface WorkModalProps {
  version: VersionFragment;
  works: readonly Work[];
  at: number | undefined;
  onMove: (at: number | undefined) => void;
}

export function WorkModal({ version, works, at, onMove }: WorkModalProps) {
  const work = at === undefined ? undefined : works[at];
  const manifestViews = (version.manifest?.views ?? []) as { name: string; features?: string[]; vocabulary?: string[] }[];
  const knownOf = (name: string) => {
    const { features, vocabulary } = manifestViews.find((candidate) => candidate.name === name) ?? {};
    return { features, vocabulary };
  };
  const metadata = Object.entries((work?.metadata ?? {}) as Record<string, unknown>).filter(([, value]) => value !== null && value !== '');
  const step = (by: number) => at !== undefined && works[at + by] && onMove(at + by);
  return (
    <Modal
      opened={work !== undefined}
      onClose={() => onMove(undefined)}
      title={work ? `${work.label ?? 'No class'} · ${work.sampleId}` : ''}
      size="lg"
    >
      {work && (
        // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move on; the buttons below do the same
        <div
          className={styles.detail}
          key={work.row}
          onKeyDown={(event) => {
            if (event.key === 'ArrowRight') step(1);
            if (event.key === 'ArrowLeft') step(-1);
          }}
        >
          {work.views.map((view) => (
            <figure key={view.view}>
              <figcaption>{view.view}</figcaption>
              <WorkDetail view={view} {...knownOf(view.view)} />
            </figure>
          ))}
          {metadata.length > 0 && (
            <dl className={styles.facts}>
              {metadata.map(([name, value]) => (
                <div key={name} style={{ display: 'contents' }}>
                  <dt>{name}</dt>
                  <dd>{String(value)}</dd>
                </div>
              ))}
            </dl>
          )}
          <div className={styles.end} style={{ justifyContent: 'space-between' }}>
            <Button variant="default" disabled={at === 0} onClick={() => step(-1)}>
              ← Before
            </Button>
            <span className="muted">row {work.row}</span>
            <Button variant="default" disabled={at === works.length - 1} onClick={() => step(1)}>
              Next →
            </Button>
          </div>
        </div>
      )}
    </Modal>
  );
}
