'use client';
import { Button, Menu, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { BoardViewsDocument, CreateViewDocument, DeleteViewDocument, UpdateViewDocument } from '../../generated/board.ts';
import { problemOf } from '../../lib/problem.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import { useSetQuery } from '../../lib/query-state.ts';
import { say } from '../../ui/toast-store.ts';
import styles from './Board.module.css';
import type { BoardState } from './board-state.ts';
import type { Column } from './columns.ts';
import { isShowing, queryOfView, viewOf } from './views.ts';

interface ViewsMenuProps {
  project: ProjectRef;
  state: BoardState;
  columns: readonly Column[];
}

/** Views that the team has kept: filter, columns, groups and order under a name. */
export function ViewsMenu({ project, state, columns }: ViewsMenuProps) {
  const setQuery = useSetQuery();
  const [{ data }, again] = useQuery({ query: BoardViewsDocument, variables: { team: project.team, slug: project.slug } });
  const [, create] = useMutation(CreateViewDocument);
  const [, update] = useMutation(UpdateViewDocument);
  const [, remove] = useMutation(DeleteViewDocument);
  const [name, setName] = useState('');
  const views = data?.project?.views ?? [];
  const shown = views.find((view) => isShowing(view.state, state));
  const done = (error: Parameters<typeof problemOf>[0] | undefined, word: string) => {
    say(error ? problemOf(error).message : word, error ? { tone: 'bad' } : {});
    again({ requestPolicy: 'network-only' });
  };
  const keep = async (event: FormEvent) => {
    event.preventDefault();
    const title = name.trim();
    const known = views.find((view) => view.name === title);
    const { error } = known
      ? await update({ id: known.id, state: viewOf(state, columns) })
      : await create({ project: data!.project!.id, name: title, state: viewOf(state, columns) });
    if (!error) setName('');
    done(error, known ? `“${title}” shows this now.` : `Kept as “${title}”.`);
  };
  return (
    <Menu position="bottom-end" width={280} closeOnItemClick={false}>
      <Menu.Target>
        <Button variant="default" className={styles.grouping}>
          {shown ? shown.name : 'Views'}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => setQuery(queryOfView(undefined))}>Everything, newest first</Menu.Item>
        {views.map((view) => (
          <div key={view.id} className={styles.choice}>
            <Menu.Item onClick={() => setQuery(queryOfView(view.state))} aria-current={view === shown || undefined}>
              {view.name} <span className="muted">{view.createdBy}</span>
            </Menu.Item>
            <Menu.Item
              w="auto"
              aria-label={`Forget ${view.name}`}
              onClick={async () => done((await remove({ id: view.id })).error, `Forgot “${view.name}”.`)}
            >
              ×
            </Menu.Item>
          </div>
        ))}
        <Menu.Divider />
        <form className={styles.keep} onSubmit={keep}>
          <TextInput
            aria-label="Name of the view"
            placeholder="Keep this view as…"
            size="xs"
            value={name}
            maxLength={100}
            required
            onChange={(event) => setName(event.currentTarget.value)}
            onKeyDown={(event) => event.stopPropagation()}
          />
          <Button type="submit" variant="default" disabled={!name.trim()}>
            Keep
          </Button>
        </form>
      </Menu.Dropdown>
    </Menu>
  );
}
