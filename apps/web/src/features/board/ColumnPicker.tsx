'use client';
import { Button, Checkbox, Popover, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useQuery } from 'urql';
import { type BoardColumnKind, BoardColumnsDocument } from '../../generated/board.ts';
import { count, number } from '../../lib/format.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import styles from './Board.module.css';
import type { ShownColumn } from './board-state.ts';
import { columnOf } from './columns.ts';

interface ColumnPickerProps {
  project: ProjectRef;
  chosen: readonly ShownColumn[];
  /** Undefined: back to the usual ones. */
  onChange: (chosen: readonly ShownColumn[] | undefined) => void;
}

const kinds: readonly { kind: BoardColumnKind; title: string }[] = [
  { kind: 'EVALUATION', title: 'Evaluated' },
  { kind: 'METRIC', title: 'Metrics' },
  { kind: 'PARAM', title: 'Params' },
  { kind: 'TAG', title: 'Tags' },
  { kind: 'ATTRIBUTE', title: 'Of the run' },
];
const most = 200;

/** Finds columns among all that the runs of a project have. */
export function ColumnPicker({ project, chosen, onChange }: ColumnPickerProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover width={420} position="bottom-end" trapFocus opened={isOpen} onChange={setOpen}>
      <Popover.Target>
        <Button variant="default" onClick={() => setOpen(!isOpen)}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown>{isOpen && <Choices project={project} chosen={chosen} onChange={onChange} />}</Popover.Dropdown>
    </Popover>
  );
}

function Choices({ project, chosen, onChange }: ColumnPickerProps) {
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim(), 150);
  const [kind, setKind] = useState<BoardColumnKind>();
  const [{ data, stale, fetching }] = useQuery({
    query: BoardColumnsDocument,
    variables: { team: project.team, slug: project.slug, search: search || null, kinds: kind ? [kind] : null, first: most },
  });
  const found = data?.project?.columns;
  const isChosen = (name: string) => chosen.some((column) => column.name === name);
  const toggle = (name: string) => onChange(isChosen(name) ? chosen.filter((column) => column.name !== name) : [...chosen, { name }]);
  return (
    <>
      <TextInput
        aria-label="Search columns"
        placeholder="Search params, metrics, tags…"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
      />
      <div className={styles.kinds} role="group" aria-label="Kind of column">
        {kinds.map((each) => (
          <button
            key={each.kind}
            type="button"
            className={styles.chip}
            aria-pressed={kind === each.kind}
            onClick={() => setKind(kind === each.kind ? undefined : each.kind)}
          >
            {each.title}
          </button>
        ))}
      </div>
      <div className={styles.picker} aria-busy={fetching || stale}>
        {search === '' && kind === undefined && chosen.length > 0 && (
          <fieldset>
            <legend>Shown</legend>
            {chosen.map(({ name }) => (
              <Checkbox key={name} size="xs" label={<Choice name={name} />} checked onChange={() => toggle(name)} />
            ))}
          </fieldset>
        )}
        {kinds
          .map((each) => ({ ...each, columns: (found?.nodes ?? []).filter((column) => column.kind === each.kind) }))
          .filter((each) => each.columns.length > 0)
          .map((each) => (
            <fieldset key={each.kind}>
              <legend>{each.title}</legend>
              {each.columns.map((column) => (
                <div key={column.name} className={styles.choice}>
                  <Checkbox
                    size="xs"
                    label={<Choice name={column.name} />}
                    checked={isChosen(column.name)}
                    onChange={() => toggle(column.name)}
                  />
                  <span className="muted" title={`${count(column.count)} runs have it`}>
                    {column.isNumber && column.min != null && column.max != null
                      ? `${number(Number(column.min), 3)} … ${number(Number(column.max), 3)}`
                      : column.examples.join(', ')}
                  </span>
                  {each.kind === 'METRIC' && (
                    <button
                      type="button"
                      className={styles.chip}
                      aria-pressed={isChosen(curveOf(column.name))}
                      onClick={() => toggle(curveOf(column.name))}
                    >
                      curve<span className="visually-hidden"> of {column.name}</span>
                    </button>
                  )}
                </div>
              ))}
            </fieldset>
          ))}
        {found && found.nodes.length === 0 && <p className="muted">No column by that name.</p>}
        {found?.hasMore && <p className="muted">The first {most}; search for others.</p>}
        {found && !found.isComplete && <p className="muted">Found in {count(found.runs)} of the runs.</p>}
      </div>
      <Button variant="subtle" size="compact-xs" mt={8} onClick={() => onChange(undefined)}>
        Back to the usual ones
      </Button>
    </>
  );
}

function Choice({ name }: { name: string }) {
  return (
    <>
      {columnOf({ name }).title} <span className="muted mono">{name}</span>
    </>
  );
}

/** The column with the curve of a metric. */
function curveOf(metric: string): string {
  return metric.replace(/^metrics\./, 'curve.');
}
