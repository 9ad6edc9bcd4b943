'use client';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import type { ViewerQuery } from '../../generated/navigation.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';

const CommandPalette = dynamic(() => import('./CommandPalette.tsx'), { ssr: false });

/** Listens for Ctrl or Cmd with K; the palette itself is fetched when it is first wanted. */
export function PaletteKey({ viewer, project }: { viewer: ViewerQuery['viewer'] | undefined; project: ProjectRef }) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.metaKey || event.ctrlKey) || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      setOpen((was) => !was);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return open ? <CommandPalette viewer={viewer} project={project} onClose={() => setOpen(false)} /> : null;
}
