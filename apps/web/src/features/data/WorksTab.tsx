'use client';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { apart } from '../../ui/apart.tsx';
import { useState } from 'react';
import type { VersionFragment } from '../../generated/data.ts';
import { count, plural } from '../../lib/format.ts';
import { useQueryState, useSetQuery } from '../../lib/query-state.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Panel } from '../../ui/Page.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { ClassBars } from './ClassBars.tsx';
import { TextButton } from '../../ui/TextButton.tsx';
import styles from './Data.module.css';
import { noValue, useWorks } from './use-works.ts';
import { VersionFacts } from './VersionFacts.tsx';
import { WorkCards } from './WorkCards.tsx';

const WorkModal = apart(() => import('./WorkModal.tsx').then((module) => module.WorkModal));

/** The works of a version as a grid, by class, by the value of a column, by their names. */
export function WorksTab({ version }: { version: VersionFragment }) {
  const setQuery = useSetQuery();
  const [label] = useQueryState('label');
  const [column] = useQueryState('column');
  const [value] = useQueryState('value');
  const [search, setSearch] = useQueryState('search');
  const [view, setView] = useQueryState('view');
  const { works, total, problem, more } = useWorks(version.id, { label, column, value, search });
  const [open, setOpen] = useState<number>();
  const filtered = Boolean(label || (column && value) || search);
  const pictured = version.views.filter(({ modality }) => modality === 'IMAGE' || modality === 'SEQUENCE');
  return (
    <div className={styles.columns}>
      <div>
        <div className={styles.filters}>
          <form
            role="search"
            onSubmit={(event) => {
              event.preventDefault();
              setSearch(String(new FormData(event.currentTarget).get('search')).trim());
            }}
          >
            <TextInput name="search" size="xs" aria-label="Search the works" placeholder="Search" defaultValue={search} key={search} />
          </form>
          {version.columns.length > 0 && (
            <NativeSelect
              size="xs"
              aria-label="Filter by"
              value={column}
              onChange={(event) => setQuery({ column: event.currentTarget.value, value: '' })}
              data={[{ value: '', label: 'every column' }, ...version.columns.map(({ name }) => name)]}
            />
          )}
          {column && <ColumnValue version={version} column={column} value={value} onChange={(next) => setQuery({ value: next })} />}
          {pictured.length > 1 && (
            <NativeSelect
              size="xs"
              aria-label="View"
              value={view}
              onChange={(event) => setView(event.currentTarget.value)}
              data={pictured.map(({ name }, index) => ({ value: index === 0 ? '' : name, label: name }))}
            />
          )}
          {filtered && total !== undefined && (
            <span className="muted">
              {plural(total, 'work')}{' '}
              <TextButton onClick={() => setQuery({ label: '', column: '', value: '', search: '' })}>show all</TextButton>
            </span>
          )}
        </div>
        {problem && <FormProblem problem={problem} />}
        {total === undefined && !problem && <Waiting />}
        {total === 0 && <p className="muted">No work is like that.</p>}
        <WorkCards works={works} onOpen={(work) => setOpen(works.indexOf(work))} view={view} />
        {more && (
          <p style={{ textAlign: 'center' }}>
            <Button variant="default" onClick={more}>
              Show more of {count(total)}
            </Button>
          </p>
        )}
      </div>
      <div className={styles.stack}>
        <Panel title="Classes" note={count(version.samples)}>
          <ClassBars classes={version.classes} chosen={label} onChoose={(name) => setQuery({ label: name === label ? '' : name })} />
        </Panel>
        <VersionFacts version={version} />
      </div>
      {open !== undefined && <WorkModal version={version} works={works} at={open} onMove={setOpen} />}
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
