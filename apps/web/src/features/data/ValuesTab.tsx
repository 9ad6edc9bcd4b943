'use client';
import { useQuery } from 'urql';
import { Figure } from '../../charts/draw/Figure.tsx';
import { Histogram, NamedBars } from '../../charts/draw/Histogram.tsx';
import { type VersionFragment, VersionProfileDocument, type VersionProfileQuery } from '../../generated/data.ts';
import { count, number, percent, plural } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import styles from './Data.module.css';
import { DuplicatesPanel } from './DuplicatesPanel.tsx';
import { MissingPanel } from './MissingPanel.tsx';

type Field = NonNullable<VersionProfileQuery['datasetVersion']>['profile']['fields'][number];

/** How the values are spread, which are missing, which works come twice. */
export function ValuesTab({ version }: { version: VersionFragment }) {
  const variables = { version: version.id };
  const [{ data, error }] = useQuery({ query: VersionProfileDocument, variables });
  if (error) return <FormProblem problem={problemOf(error)} />;
  const found = data?.datasetVersion;
  if (!found) return <Waiting />;
  const { works, fields } = found.profile;
  return (
    <div className={styles.stack}>
      <p className="muted" style={{ margin: 0 }}>
        {works === version.samples
          ? `All ${plural(works, 'work')} were looked at.`
          : `${count(works)} of ${count(version.samples)} works were looked at, spread evenly over the version.`}
      </p>
      <div className={styles.columns}>
        <div className={styles.fields}>
          {fields.map((field) => (
            <FieldFigure
              key={`${field.view} ${field.name} ${field.measure}`}
              field={field}
              query={{ document: VersionProfileDocument, variables }}
            />
          ))}
        </div>
        <div className={styles.stack}>
          <MissingPanel version={version} fields={fields} />
          <DuplicatesPanel version={version} sets={found.duplicateSets} />
        </div>
      </div>
    </div>
  );
}

function FieldFigure({ field, query }: { field: Field; query: { document: unknown; variables: object } }) {
  const { view, name, measure, histogram, frequent, min, max, mean } = field;
  const title = measure === 'LENGTHS' ? `${view}: length in ${name}` : view ? `${view}: ${name}` : name;
  const label = histogram
    ? `${title}, from ${number(min)} to ${number(max)}, ${number(mean)} on average`
    : `${title}, ${plural(frequent.length, 'different value')}`;
  return (
    <Figure
      title={title}
      note={histogram ? `mean ${number(mean)}` : ''}
      query={query}
      table={() =>
        histogram
          ? {
              columns: ['from', 'to', 'count'],
              rows: histogram.counts.map((each, index) => [histogram.edges[index]!, histogram.edges[index + 1]!, each]),
            }
          : { columns: ['value', 'count'], rows: frequent.map((value) => [value.name, value.count]) }
      }
    >
      {histogram ? (
        <Histogram edges={histogram.edges} counts={histogram.counts} label={label} />
      ) : frequent.length > 0 ? (
        <NamedBars values={frequent.slice(0, 8)} label={label} />
      ) : (
        <p className="muted">Every value is missing.</p>
      )}
      {field.missing > 0 && (
        <p className="muted" style={{ margin: '6px 0 0' }}>
          {count(field.missing)} missing ({percent(field.missing / field.values)})
        </p>
      )}
      {frequent.length > 8 && (
        <p className="muted" style={{ margin: '6px 0 0' }}>
          {frequent.length < 30
            ? `and ${plural(frequent.length - 8, 'other')}; the table has them`
            : 'and more; the table has the most frequent'}
        </p>
      )}
    </Figure>
  );
}
