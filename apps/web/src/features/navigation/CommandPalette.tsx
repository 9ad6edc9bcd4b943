'use client';
import { Modal, TextInput, useMantineColorScheme } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { Fragment, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { ProjectRef } from '../../lib/project-ref.ts';
import { copy } from '../../ui/copy.ts';
import styles from './CommandPalette.module.css';
import { type Command, type Deed, knownCommands, matching, type Role } from './commands.ts';
import { useFound } from './use-found.ts';
import { useSignOut } from './use-sign-out.ts';

interface CommandPaletteProps {
  role: Role | undefined;
  hasPassword: boolean;
  project: ProjectRef;
  onClose: () => void;
  onShortcuts: () => void;
}

/**
 * Everywhere, and much of what can be done, in a few keys. The field keeps the focus and names the option that Enter takes, as a combobox
 * does; Mantine's own learns of a new first option only when an arrow is pressed.
 */
export default function CommandPalette({ role, hasPassword, project, onClose, onShortcuts }: CommandPaletteProps) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const perform = usePerform({ hasPassword, onClose, onShortcuts });
  const found = useFound(project, text);
  const known = useMemo(() => knownCommands(project, role), [project, role]);
  const groups = useMemo(() => grouped([...matching(known, text), ...(found?.commands ?? [])], text), [known, text, found]);
  const commands = groups.flatMap((group) => group.commands);
  const current = commands[Math.min(at, commands.length - 1)];
  const isSearching = found?.text !== text.trim();
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      title={<span className="visually-hidden">Find or do</span>}
      size={560}
      yOffset="10vh"
      centered={false}
      classNames={{ header: styles.header!, body: styles.body! }}
    >
      <TextInput
        data-autofocus
        size="md"
        role="combobox"
        aria-label="Find or do"
        aria-expanded
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={current && `${list}-${commands.indexOf(current)}`}
        autoComplete="off"
        spellCheck={false}
        placeholder={project.slug ? 'A page, a run by name or number, a dataset, something to do…' : 'A page, a project, something to do…'}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          const last = commands.length - 1;
          if (event.key === 'ArrowDown') setAt(at >= last ? 0 : at + 1);
          else if (event.key === 'ArrowUp') setAt(at <= 0 ? last : Math.min(at, last) - 1);
          else if (event.key === 'Enter' && current) perform(current);
          else return;
          event.preventDefault();
        }}
      />
      <div className={styles.list} role="listbox" id={list} aria-label="What was found" aria-busy={isSearching}>
        {groups.map((group) => (
          <Fragment key={group.name}>
            <p aria-hidden>{group.name}</p>
            {group.commands.map((command) => (
              <Option
                key={command.id}
                id={`${list}-${commands.indexOf(command)}`}
                command={command}
                isCurrent={command === current}
                onPoint={() => setAt(commands.indexOf(command))}
                onTake={() => perform(command)}
              />
            ))}
          </Fragment>
        ))}
      </div>
      <p className={styles.note} role="status">
        {found?.failed && found.text === text.trim()
          ? 'The server did not answer: only pages are shown.'
          : commands.length === 0 && !isSearching && `Nothing by the name of “${text.trim()}”.`}
      </p>
    </Modal>
  );
}

interface OptionProps {
  id: string;
  command: Command;
  isCurrent: boolean;
  onPoint: () => void;
  onTake: () => void;
}

function Option({ id, command, isCurrent, onPoint, onTake }: OptionProps) {
  const self = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isCurrent) self.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus
    <div ref={self} id={id} role="option" tabIndex={-1} aria-selected={isCurrent} onMouseMove={onPoint} onClick={onTake}>
      <span>{command.name}</span>
      {command.note && <span className="muted">{command.note}</span>}
      {command.key && <kbd>{command.key}</kbd>}
    </div>
  );
}

/** Without a text, what was found is the newest, and comes before the many things to do. */
function grouped(commands: readonly Command[], text: string) {
  const order: readonly Command['group'][] = text.trim()
    ? ['Places', 'To do', 'Runs', 'Datasets', 'Projects']
    : ['Places', 'Runs', 'To do', 'Projects', 'Datasets'];
  return order
    .map((name) => ({ name, commands: commands.filter((command) => command.group === name) }))
    .filter((group) => group.commands.length > 0);
}

function usePerform({
  hasPassword,
  onClose,
  onShortcuts,
}: Pick<CommandPaletteProps, 'hasPassword' | 'onClose' | 'onShortcuts'>): (command: Command) => void {
  const router = useRouter();
  const { setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut(hasPassword);
  const deeds: Record<Deed, () => void> = {
    light: () => setColorScheme('light'),
    dark: () => setColorScheme('dark'),
    auto: () => setColorScheme('auto'),
    shortcuts: onShortcuts,
    'copy link': () => void copy(location.href, 'The link is copied.'),
    'sign out': signOut,
  };
  return ({ to }) => {
    onClose();
    if ('href' in to) router.push(to.href);
    else deeds[to.deed]();
  };
}
