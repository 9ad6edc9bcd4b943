'use client';
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { DatasetQuery, VersionFragment } from '../../generated/data.ts';
import { bytes, count } from '../../lib/format.ts';
import { Panel } from '../../ui/Page.tsx';
import { When } from '../../ui/When.tsx';
import styles from './Data.module.css';
import { DifferencePanel } from './DifferencePanel.tsx';

type Dataset = NonNullable<DatasetQuery['dataset']>;

interface VersionsTabProps {
  dataset: Dataset;
  version: VersionFragment;
  onChoose: (version: string) => void;
}

/** Every version there was, and what changed between any two. */
export function VersionsTab({ dataset, version, onChoose }: VersionsTabProps) {
  const versions = dataset.versions.nodes;
  const earlier = versions.filter((each) => each.number < version.number);
  const [since, setSince] = useState('');
  const chosen = earlier.find((each) => each.id === since) ?? earlier[0];
  return (
    <div className={styles.columns}>
      <Panel
        title={chosen ? `From version ${chosen.number} to ${version.number}` : 'What changed'}
        note={
          earlier.length > 1 && (
            <NativeSelect
              size="xs"
              aria-label="Compared with"
              value={chosen?.id ?? ''}
              onChange={(event) => setSince(event.currentTarget.value)}
              data={earlier.map((each) => ({ value: each.id, label: `version ${each.number}` }))}
            />
          )
        }
      >
        {chosen ? (
          <DifferencePanel version={version} since={chosen.id} />
        ) : (
          <p className="muted" style={{ margin: 0 }}>
            This is the first version. When works are added, taken away or labelled anew, a new version says so here.
          </p>
        )}
      </Panel>
      <div className={styles.stack}>
        <Panel title="Versions" note="none is ever changed">
          {versions.map((each) => (
            <button
              key={each.id}
              type="button"
              className={styles.version}
              aria-pressed={each.id === version.id}
              onClick={() => onChoose(each.id)}
            >
              <b>{each.number}</b>
              <span>
                {count(each.samples)} works · {bytes(each.sizeBytes)} · <When at={each.createdAt} />
                <br />
                <span className="mono muted" title={each.contentHash}>
                  {each.contentHash.slice(0, 16)}
                </span>{' '}
                {each.note}
              </span>
            </button>
          ))}
        </Panel>
        {version.files.length > 0 && (
          <Panel title="Files" note="as stored">
            <dl className={styles.facts}>
              {version.files.map((file) => (
                <div key={file.name} style={{ display: 'contents' }}>
                  <dt>
                    <a href={file.url} download={file.name}>
                      {file.name}
                    </a>
                  </dt>
                  <dd>{bytes(file.sizeBytes)}</dd>
                </div>
              ))}
            </dl>
          </Panel>
        )}
      </div>
    </div>
  );
}
