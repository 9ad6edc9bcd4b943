'use client';
import { Autocomplete, Button, Popover, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type FormEvent, useState } from 'react';
import { useQuery } from 'urql';
import { BoardColumnsDocument, BoardColumnValuesDocument } from '../../generated/board.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import { literal, withCondition } from './completion.ts';
import styles from './Filter.module.css';

interface ConditionBuilderProps {
  project: ProjectRef;
  filter: string;
  onChange: (filter: string) => void;
}

const comparators = [
  { value: '=', label: 'is' },
  { value: '!=', label: 'is not' },
  { value: '>', label: 'is more than' },
  { value: '>=', label: 'is at least' },
  { value: '<', label: 'is less than' },
  { value: '<=', label: 'is at most' },
  { value: 'contains', label: 'contains' },
  { value: 'exists', label: 'is there' },
];

/** Adds a condition to the filter without knowing its language. */
export function ConditionBuilder({ project, filter, onChange }: ConditionBuilderProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover width={320} position="bottom-end" trapFocus opened={isOpen} onChange={setOpen}>
      <Popover.Target>
        <button type="button" className={styles.add} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          + Condition
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        {isOpen && (
          <Fields
            project={project}
            onAdd={(condition) => {
              setOpen(false);
              onChange(withCondition(filter, condition));
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function Fields({ project, onAdd }: { project: ProjectRef; onAdd: (condition: string) => void }) {
  const place = { team: project.team, slug: project.slug };
  const [column, setColumn] = useState('');
  const [search] = useDebouncedValue(column, 120);
  const [is, setIs] = useState('=');
  const [value, setValue] = useState('');
  const [{ data: names }] = useQuery({
    query: BoardColumnsDocument,
    variables: { ...place, search: search || null, kinds: null, first: 50 },
  });
  const columns = names?.project?.columns.nodes ?? [];
  const isKnown = columns.some((each) => each.name === column);
  const [{ data: values }] = useQuery({
    query: BoardColumnValuesDocument,
    variables: { ...place, column, search: null, first: 50 },
    pause: !isKnown,
  });
  const found = values?.project?.columnValues.nodes ?? [];
  const add = (event: FormEvent) => {
    event.preventDefault();
    const known = found.find((each) => each.label === value);
    const typed = value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
    onAdd(is === 'exists' ? `${column} exists` : `${column} ${is} ${literal(known ? known.value : typed)}`);
  };
  return (
    <form className={styles.builder} onSubmit={add}>
      <Autocomplete
        label="Column"
        placeholder="test.accuracy"
        value={column}
        onChange={setColumn}
        data={columns.map((each) => each.name)}
        limit={20}
        comboboxProps={{ withinPortal: false }}
        data-autofocus
        required
      />
      <Select
        label="How"
        value={is}
        onChange={(next) => next && setIs(next)}
        data={comparators}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
      />
      {is !== 'exists' && (
        <Autocomplete
          label="Value"
          value={value}
          onChange={setValue}
          data={[...new Set(found.map((each) => each.label))]}
          limit={20}
          comboboxProps={{ withinPortal: false }}
          required
        />
      )}
      <Button type="submit" size="sm">
        Add the condition
      </Button>
    </form>
  );
}
