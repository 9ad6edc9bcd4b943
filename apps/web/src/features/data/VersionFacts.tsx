import type { VersionFragment } from '../../generated/data.ts';
import { bytes, count, words } from '../../lib/format.ts';
import { Panel } from '../../ui/Page.tsx';
import styles from './Data.module.css';

export function VersionFacts({ version }: { version: VersionFragment }) {
  return (
    <Panel title="What was read">
      <dl className={styles.facts}>
        {version.views.map((view) => (
          <div key={view.name} style={{ display: 'contents' }}>
            <dt>{view.name}</dt>
            <dd>
              {words(view.modality)}
              {view.shape.length > 0 && ` · ${view.shape.join(' × ')}`}
              {view.length && ` · ${count(view.length.min)} to ${count(view.length.max)} steps`}
            </dd>
          </div>
        ))}
        <dt>Missing values</dt>
        <dd>{version.missingValues === 0 ? 'none' : count(version.missingValues)}</dd>
        <dt>Duplicates</dt>
        <dd>{version.duplicates === 0 ? 'none' : count(version.duplicates)}</dd>
        {version.columns.map((column) => (
          <div key={column.name} style={{ display: 'contents' }}>
            <dt>{column.name}</dt>
            <dd title={column.examples.join(', ')}>{count(column.distinct)} different</dd>
          </div>
        ))}
        <dt>Size</dt>
        <dd>{bytes(version.sizeBytes)}</dd>
        <dt>Content</dt>
        <dd className="mono" title={version.contentHash}>
          {version.contentHash.slice(0, 12)}
        </dd>
      </dl>
    </Panel>
  );
}
