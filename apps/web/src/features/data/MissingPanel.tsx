import type { VersionFragment, VersionProfileQuery } from '../../generated/data.ts';
import { count, percent } from '../../lib/format.ts';
import { Panel } from '../../ui/Page.tsx';
import styles from './Data.module.css';

type Field = NonNullable<VersionProfileQuery['datasetVersion']>['profile']['fields'][number];

/** Where values are missing, the most first. */
export function MissingPanel({ version, fields }: { version: VersionFragment; fields: readonly Field[] }) {
  const gaps = fields.filter((field) => field.missing > 0).sort((a, b) => b.missing / b.values - a.missing / a.values);
  return (
    <Panel title="Missing values" note={version.missingValues === 0 ? 'none' : count(version.missingValues)}>
      {gaps.length === 0 ? (
        <p className="muted" style={{ margin: 0 }}>
          Nothing is missing.
        </p>
      ) : (
        <>
          <dl className={styles.facts}>
            {gaps.map((field) => (
              <div key={`${field.view} ${field.name}`} style={{ display: 'contents' }}>
                <dt>{field.view ? `${field.view}: ${field.name}` : field.name}</dt>
                <dd>
                  {percent(field.missing / field.values)} <span className="muted">{count(field.missing)}</span>
                </dd>
              </div>
            ))}
          </dl>
          <p className="muted" style={{ margin: '8px 0 0' }}>
            A recipe says what to do about them: drop, fill or mark.
          </p>
        </>
      )}
    </Panel>
  );
}
