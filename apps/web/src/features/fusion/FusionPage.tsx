'use client';
import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { useProjectRef } from '../../lib/project-ref.ts';
import { Waiting } from '../../ui/Waiting.tsx';

// Each comes when it is shown: the explorer brings the way predictions are aligned and fused with it.
const LoadedExplorer = dynamic(async () => (await import('./LoadedExplorer.tsx')).LoadedExplorer, {
  ssr: false,
  loading: () => <Waiting lines={10} />,
});
const FusionsPage = dynamic(async () => (await import('./FusionsPage.tsx')).FusionsPage, { ssr: false, loading: () => <Waiting /> });

/** The explorer of the runs that are named in the address, or the choice of them. */
export function FusionPage() {
  const project = useProjectRef();
  const list = useSearchParams().get('runs') ?? '';
  const ids = useMemo(() => [...new Set(list.split(',').filter(Boolean))], [list]);
  return ids.length < 2 ? <FusionsPage /> : <LoadedExplorer project={project} ids={ids} />;
}
