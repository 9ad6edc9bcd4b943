'use client';
import { useQuery } from 'urql';
import { Figure, type FigureQuery } from '../../charts/draw/Figure.tsx';
import { Histogram, NamedBars } from '../../charts/draw/Histogram.tsx';
import { type VersionFragment, VersionProfileDocument, type VersionProfileQuery } from '../../generated/data.ts';
import { count, number, percent, plural } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { ProblemPanel } from '../../ui/ProblemPanel.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { DuplicatesPanel } from './DuplicatesPanel.tsx';
import layout from './Layout.module.css';
import { MissingPanel } from './MissingPanel.tsx';
import styles from './Values.module.css';

type Field = NonNullable<VersionProfileQuery['datasetVersion']>['profile']['fields'][number];

/** How the values are spread, which are missing, which works come twice. */
export function ValuesTab({ version }: { version: VersionFragment }) {
  const query = { document: VersionProfileDocument, variables: { version: version.id } };
  const [{ data, error }, retry] = useQuery({ query: query.document, variables: query.variables, requestPolicy: 'cache-first' });
  if (error && !data) return <ProblemPanel problem={problemOf(error)} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  const found = data?.datasetVersion;
  if (!found) return <Waiting />;
  const { works, fields } = found.profile;
  return (
    <div className={layout.stack}>
      <p className="muted" style={{ margin: 0 }}>
        {works === version.samples
          ? `All ${plural(works, 'work')} were looked at.`
          : `${count(works)} of ${count(version.samples)} works were looked at, spread evenly over the version.`}
      </p>
      <div className={layout.columns}>
        <div className={styles.fields}>
          {fields.map((field) => (
            <FieldFigure key={`${field.view} ${field.name} ${field.measure}`} field={field} query={query} />
          ))}
        </div>
        <div className={layout.stack}>
          <MissingPanel version={version} fields={fields} query={query} />
          <DuplicatesPanel version={version} sets={found.duplicateSets} query={query} />
        </div>
      </div>
    </div>
  );
}

function FieldFigure({ field, query }: { field: Field; query: FigureQuery }) {
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
