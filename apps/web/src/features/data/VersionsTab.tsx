'use client';
import { Figure } from '../../charts/draw/Figure.tsx';
import { DatasetDocument, type DatasetQuery, VersionFactsDocument, type VersionFragment } from '../../generated/data.ts';
import { bytes, count } from '../../lib/format.ts';
import { Panel } from '../../ui/Page.tsx';
import { When } from '../../ui/When.tsx';
import { DifferencePanel } from './DifferencePanel.tsx';
import layout from './Layout.module.css';
import styles from './Versions.module.css';

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
  return (
    <div className={layout.columns}>
      {earlier.length > 0 ? (
        <DifferencePanel version={version} earlier={earlier} />
      ) : (
        <Panel title="What changed">
          <p className="muted" style={{ margin: 0 }}>
            This is the first version. When works are added, taken away or labelled anew, a new version says so here.
          </p>
        </Panel>
      )}
      <div className={layout.stack}>
        <Figure
          title="Versions"
          note="immutable"
          table={() => ({
            columns: ['version', 'works', 'bytes', 'made', 'content', 'note'],
            rows: versions.map((each) => [each.number, each.samples, each.sizeBytes, each.createdAt, each.contentHash, each.note]),
          })}
          query={{ document: DatasetDocument, variables: { id: dataset.id, version: version.id, chosen: false } }}
        >
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
        </Figure>
        {version.files.length > 0 && (
          <Figure
            title="Files"
            note="as stored"
            table={() => ({
              columns: ['file', 'bytes', 'sha256'],
              rows: version.files.map((file) => [file.name, file.sizeBytes, file.sha256]),
            })}
            query={{ document: VersionFactsDocument, variables: { version: version.id } }}
          >
            <dl className={layout.facts}>
              {version.files.map((file) => (
                <div key={file.name}>
                  <dt>
                    <a href={file.url} download={file.name}>
                      {file.name}
                    </a>
                  </dt>
                  <dd>{bytes(file.sizeBytes)}</dd>
                </div>
              ))}
            </dl>
          </Figure>
        )}
      </div>
    </div>
  );
}
