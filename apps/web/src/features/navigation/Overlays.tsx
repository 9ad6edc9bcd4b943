'use client';
import { apart } from '../../ui/apart.tsx';
import { useEffect } from 'react';
import type { ProjectRef } from '../../lib/project-ref.ts';
import type { Role } from './commands.ts';

const CommandPalette = apart(() => import('./CommandPalette.tsx').then((module) => module.default));
const ShortcutsSheet = apart(() => import('./ShortcutsSheet.tsx').then((module) => module.default));

export type Overlay = 'palette' | 'shortcuts';

interface OverlaysProps {
  open: Overlay | undefined;
  onOpen: (overlay: Overlay | undefined) => void;
  role: Role | undefined;
  hasPassword: boolean;
  project: ProjectRef;
}

/** What lies over every page when it is called: Ctrl or Cmd with K finds, `?` tells all shortcuts. Both are fetched when first wanted. */
export function Overlays({ open, onOpen, role, hasPassword, project }: OverlaysProps) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') onOpen(open === 'palette' ? undefined : 'palette');
      else if (event.key === '?' && !isTyping(event.target)) onOpen('shortcuts');
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [open, onOpen]);
  // Whoever closes it goes on where they were.
  useEffect(() => {
    if (!open) return;
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [open]);
  const close = () => onOpen(undefined);
  if (open === 'palette')
    return (
      <CommandPalette role={role} hasPassword={hasPassword} project={project} onClose={close} onShortcuts={() => onOpen('shortcuts')} />
    );
  return open === 'shortcuts' ? <ShortcutsSheet onClose={close} /> : null;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest('input:not([type=checkbox]), textarea, select, [contenteditable], [role=dialog]') !== null
  );
}
