'use client';
import { Button, Menu, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useQuery } from 'urql';
import { MoveTargetsDocument } from '../../generated/board.ts';
import { problemOf } from '../../lib/problem.ts';

interface MoveRunsProps {
  team: string;
  /** Where the runs are. */
  from: string;
  onMove: (project: { readonly id: string; readonly name: string }) => void;
}

/** Another project of the team for the ticked runs, found by its name. */
export function MoveRuns({ team, from, onMove }: MoveRunsProps) {
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim(), 150);
  const [{ data, error, fetching }] = useQuery({
    query: MoveTargetsDocument,
    variables: { team, search: search || null },
    pause: !isOpen,
    requestPolicy: 'cache-and-network',
  });
  const projects = data?.team?.projects.nodes.filter((project) => project.id !== from) ?? [];
  return (
    <Menu position="bottom-start" width={260} opened={isOpen} onChange={setOpen}>
      <Menu.Target>
        <Button variant="default">Move</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <TextInput
          aria-label="Find a project"
          placeholder="Move to the project…"
          size="xs"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => event.key !== 'Escape' && event.key !== 'ArrowDown' && event.stopPropagation()}
        />
        {projects.map((project) => (
          <Menu.Item key={project.id} onClick={() => onMove(project)}>
            {project.name}
          </Menu.Item>
        ))}
        {error && <Menu.Label role="alert">{problemOf(error).message}</Menu.Label>}
        {data && !fetching && projects.length === 0 && (
          <Menu.Label>{search ? 'No other project is called so.' : 'This team has no other project.'}</Menu.Label>
        )}
        {data?.team?.projects.pageInfo.hasNextPage && <Menu.Label>Type a part of the name to find others.</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  );
}
