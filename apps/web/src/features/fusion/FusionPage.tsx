'use client';
import { apart } from '../../ui/apart.tsx';
import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { useProjectRef } from '../../lib/use-project-ref.ts';
import { Waiting } from '../../ui/Waiting.tsx';

// Each comes when it is shown: the explorer brings the way predictions are aligned and fused with it.
const LoadedExplorer = apart(() => import('./LoadedExplorer.tsx').then((module) => module.LoadedExplorer), <Waiting lines={10} />);
const FusionsPage = apart(() => import('./FusionsPage.tsx').then((module) => module.FusionsPage), <Waiting />);

/** The explorer of the runs that are named in the address, or the choice of them. */
export function FusionPage() {
  const project = useProjectRef();
  const list = useSearchParams().get('runs') ?? '';
  const ids = useMemo(() => [...new Set(list.split(',').filter(Boolean))], [list]);
  return ids.length < 2 ? <FusionsPage /> : <LoadedExplorer project={project} ids={ids} />;
}
