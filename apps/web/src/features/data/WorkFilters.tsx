'use client';
import { NativeSelect, TextInput } from '@mantine/core';
import { queryText } from '../../charts/draw/figure-query.ts';
import { type VersionFragment, WorksDocument } from '../../generated/data.ts';
import { plural } from '../../lib/format.ts';
import { useSetQuery } from '../../lib/query-state.ts';
import { TextButton } from '../../ui/TextButton.tsx';
import { say } from '../../ui/toast-store.ts';
import { noValue, type WorkFilter, worksCsv, worksQuery } from './works-query.ts';
import styles from './Works.module.css';

interface WorkFiltersProps {
  version: VersionFragment;
  filter: WorkFilter;
  view: string;
  /** How many pass; undefined until that is known. */
  total: number | undefined;
}

/** Which works are shown, and which view of them; all of it is in the address. */
export function WorkFilters({ version, filter, view, total }: WorkFiltersProps) {
  const { label, column, value, search } = filter;
  const setQuery = useSetQuery();
  const filtered = Boolean(label || (column && value) || search);
  // What is seen when nothing is chosen is the first picture, and the first view where there is none.
  const first = version.views.find(({ modality }) => modality === 'IMAGE' || modality === 'SEQUENCE') ?? version.views[0];
  const copy = async () => {
    const variables = { ...worksQuery(version.id, filter), first: 100, offset: 0 };
    await navigator.clipboard.writeText(queryText({ document: WorksDocument, variables }));
    say('Copied the query, with its variables.');
  };
  return (
    <div className={styles.filters}>
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          setQuery({ search: String(new FormData(event.currentTarget).get('search')).trim(), work: '' });
        }}
      >
        <TextInput name="search" size="xs" aria-label="Search the works" placeholder="Search" defaultValue={search} key={search} />
      </form>
      {version.columns.length > 0 && (
        <NativeSelect
          size="xs"
          aria-label="Filter by"
          value={column}
          onChange={(event) => setQuery({ column: event.currentTarget.value, value: '', work: '' })}
          data={[{ value: '', label: 'every column' }, ...version.columns.map(({ name }) => name)]}
        />
      )}
      {column && <ColumnValue version={version} column={column} value={value} onChange={(next) => setQuery({ value: next, work: '' })} />}
      {version.views.length > 1 && (
        <NativeSelect
          size="xs"
          aria-label="View"
          value={view}
          onChange={(event) => setQuery({ view: event.currentTarget.value })}
          data={version.views.map(({ name }) => ({ value: name === first?.name ? '' : name, label: name }))}
        />
      )}
      <span className={styles.ways}>
        <a href={worksCsv(version.worksUrl, filter)} download={`works-${version.number}.csv`}>
          CSV<span className="visually-hidden"> of the works shown</span>
        </a>
        <TextButton onClick={copy}>
          copy GraphQL<span className="visually-hidden"> of the works shown</span>
        </TextButton>
      </span>
      {filtered && total !== undefined && (
        <span className="muted">
          {plural(total, 'work')}{' '}
          <TextButton onClick={() => setQuery({ label: '', column: '', value: '', search: '', work: '' })}>show all</TextButton>
        </span>
      )}
    </div>
  );
}

interface ColumnValueProps {
  version: VersionFragment;
  column: string;
  value: string;
  onChange: (value: string) => void;
}

/** Few values to choose from, many to type. */
function ColumnValue({ version, column, value, onChange }: ColumnValueProps) {
  const known = version.columns.find(({ name }) => name === column);
  if (known && known.distinct <= known.examples.length)
    return (
      <NativeSelect
        size="xs"
        aria-label={`Value of ${column}`}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        data={[{ value: '', label: 'any value' }, ...known.examples, { value: noValue, label: 'no value' }]}
      />
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onChange(String(new FormData(event.currentTarget).get('value')).trim());
      }}
    >
      <TextInput
        key={`${column} ${value}`}
        name="value"
        size="xs"
        aria-label={`Value of ${column}`}
        placeholder={known?.examples[0] ? `such as ${known.examples[0]}` : 'value'}
        defaultValue={value}
        list="values"
      />
      <datalist id="values">
        {known?.examples.map((example) => (
          <option key={example} value={example} />
        ))}
        <option value={noValue}>no value</option>
      </datalist>
    </form>
  );
}
