'use client';
import { useSearchParams } from 'next/navigation';

export interface ProjectRef {
  /** `team/slug`, as it stands in addresses; empty outside a project. */
  readonly ref: string;
  readonly team: string;
  readonly slug: string;
}

/** The project that the address names. */
export function useProjectRef(): ProjectRef {
  return projectRef(useSearchParams().get('project') ?? '');
}

export function projectRef(ref: string): ProjectRef {
  const [team = '', slug = ''] = ref.split('/');
  return { ref, team, slug };
}
