'use client';
import { Modal, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import type { ViewerQuery } from '../../generated/navigation.ts';
import { links } from '../../lib/links.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import styles from './CommandPalette.module.css';

interface Command {
  readonly name: string;
  readonly where: string;
  readonly href: string;
}

interface CommandPaletteProps {
  viewer: ViewerQuery['viewer'] | undefined;
  project: ProjectRef;
  onClose: () => void;
}

/** Everywhere in a few keys. */
export default function CommandPalette({ viewer, project, onClose }: CommandPaletteProps) {
  const router = useRouter();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const all = useMemo(() => commands(viewer, project.ref), [viewer, project.ref]);
  const found = all.filter((command) => `${command.name} ${command.where}`.toLowerCase().includes(text.toLowerCase())).slice(0, 10);
  const go = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    router.push(command.href);
  };
  return (
    <Modal opened onClose={onClose} withCloseButton={false} title="Go to" size={480}>
      <TextInput
        data-autofocus
        aria-label="Go to"
        placeholder="Go to…"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setAt((was) => Math.min(was + 1, found.length - 1));
          else if (event.key === 'ArrowUp') setAt((was) => Math.max(was - 1, 0));
          else if (event.key === 'Enter') go(found[at]);
          else return;
          event.preventDefault();
        }}
      />
      <div className={styles.list} role="listbox" aria-label="Places">
        {found.map((command, index) => (
          <button
            key={command.href}
            type="button"
            role="option"
            aria-selected={index === at}
            onMouseEnter={() => setAt(index)}
            onClick={() => go(command)}
          >
            {command.name} <span className="muted">{command.where}</span>
          </button>
        ))}
        {found.length === 0 && <p className="muted">Nothing by that name.</p>}
      </div>
    </Modal>
  );
}

function commands(viewer: ViewerQuery['viewer'] | undefined, ref: string): Command[] {
  const here: [string, string][] = ref
    ? [
        ['Runs', links.runs(ref)],
        ['Compare', links.compare(ref)],
        ['Fusions', links.fusions(ref)],
        ['Data', links.data(ref)],
        ['Launch', links.launch(ref)],
        ['Queue', links.queue(ref)],
        ['Members', links.members(ref)],
        ['Keys', links.keys(ref)],
        ['Audit', links.audit(ref)],
        ['Appearance', links.appearance(ref)],
      ]
    : [];
  const projects = (viewer?.teams ?? []).flatMap((team) =>
    team.projects.nodes.map((project) => ({ name: project.name, where: team.name, href: links.runs(`${team.slug}/${project.slug}`) })),
  );
  return [
    { name: 'Home', where: '', href: links.home() },
    ...here.map(([name, href]) => ({ name, where: ref, href })),
    ...projects.filter((project) => project.href !== links.runs(ref)),
  ];
}
