import { Figure, type FigureQuery } from '../../charts/draw/Figure.tsx';
import type { VersionFragment, VersionProfileQuery } from '../../generated/data.ts';
import { count, percent } from '../../lib/format.ts';
import styles from './Layout.module.css';

type Field = NonNullable<VersionProfileQuery['datasetVersion']>['profile']['fields'][number];

interface MissingPanelProps {
  version: VersionFragment;
  fields: readonly Field[];
  query: FigureQuery;
}

/** Where values are missing, the most first. */
export function MissingPanel({ version, fields, query }: MissingPanelProps) {
  const gaps = fields.filter((field) => field.missing > 0).sort((a, b) => b.missing / b.values - a.missing / a.values);
  return (
    <Figure
      title="Missing values"
      note={version.missingValues === 0 ? 'none' : count(version.missingValues)}
      table={() => ({
        columns: ['view', 'field', 'missing', 'values'],
        rows: gaps.map((field) => [field.view ?? '', field.name, field.missing, field.values]),
      })}
      query={query}
    >
      {gaps.length === 0 ? (
        <p className="muted" style={{ margin: 0 }}>
          Nothing is missing.
        </p>
      ) : (
        <>
          <dl className={styles.facts}>
            {gaps.map((field) => (
              <div key={`${field.view} ${field.name}`}>
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
    </Figure>
  );
}
