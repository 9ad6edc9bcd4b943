'use client';
import { Button, Checkbox, Popover, Select } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { BoardColumnsDocument } from '../../generated/board.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import styles from './Board.module.css';
import type { GroupKey } from './board-state.ts';
import { allButSeed, drawn } from './groupings.ts';

interface GroupPickerProps {
  project: ProjectRef;
  groupBy: readonly GroupKey[];
  onChange: (groupBy: readonly GroupKey[]) => void;
}

/** By what runs are put together: all params but the seed, or columns of choice, one inside the other. */
export function GroupPicker({ project, groupBy, onChange }: GroupPickerProps) {
  const [isOpen, setOpen] = useState(false);
  const title = groupBy.length === 0 ? 'Group by' : `By ${groupBy.map(nameOf).join(', ')}`;
  return (
    <Popover width={340} position="bottom-end" trapFocus opened={isOpen} onChange={setOpen}>
      <Popover.Target>
        <Button variant="default" onClick={() => setOpen(!isOpen)} className={styles.grouping}>
          {title}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>{isOpen && <Choices project={project} groupBy={groupBy} onChange={onChange} />}</Popover.Dropdown>
    </Popover>
  );
}

function Choices({ project, groupBy, onChange }: GroupPickerProps) {
  const [{ data }] = useQuery({
    query: BoardColumnsDocument,
    variables: { team: project.team, slug: project.slug, search: null, kinds: ['PARAM', 'TAG', 'ATTRIBUTE'], first: 500 },
  });
  const columns = data?.project?.columns.nodes ?? [];
  const params = columns.filter((column) => column.kind === 'PARAM').map((column) => column.name.replace(/^params\./, ''));
  const all = groupBy.find(({ column }) => column === 'params');
  const others = groupBy.filter(({ column }) => column !== 'params');
  return (
    <div className={styles.groups}>
      <Checkbox
        size="xs"
        label="All params but…"
        checked={all !== undefined}
        onChange={(event) => onChange(event.currentTarget.checked ? [...allButSeed, ...others] : others)}
      />
      {all && (
        <div className={styles.except} role="group" aria-label="Params that may differ within a group">
          {[...new Set([...all.except, ...params])].map((param) => (
            <Checkbox
              key={param}
              size="xs"
              label={param}
              checked={all.except.includes(param)}
              onChange={(event) =>
                onChange([
                  {
                    column: 'params',
                    except: event.currentTarget.checked ? [...all.except, param] : all.except.filter((each) => each !== param),
                  },
                  ...others,
                ])
              }
            />
          ))}
        </div>
      )}
      {others.map((key) => (
        <div key={key.column} className={styles.choice}>
          <span className="mono">{key.column}</span>
          <Button variant="subtle" size="compact-xs" onClick={() => onChange(groupBy.filter((each) => each !== key))}>
            Leave out
          </Button>
        </div>
      ))}
      <Select
        aria-label="Group by a column"
        placeholder="Add a column"
        searchable
        size="sm"
        value={null}
        limit={100}
        comboboxProps={{ withinPortal: false }}
        data={columns.map((column) => column.name).filter((name) => !groupBy.some((key) => key.column === name))}
        onChange={(name) => name && onChange([...groupBy, { column: name, except: [] }])}
      />
      {groupBy.length > 0 && (
        <Button variant="subtle" size="compact-xs" onClick={() => onChange([])}>
          No groups
        </Button>
      )}
    </div>
  );
}

function nameOf({ column, except }: GroupKey): string {
  if (column === 'params')
    return except.length === 0 ? 'all params' : except.join() === drawn.join() ? 'all but seed' : `all but ${except.join(', ')}`;
  return column.replace(/^(params|tags)\./, '');
}
