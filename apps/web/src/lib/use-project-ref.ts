'use client';
import { useSearchParams } from 'next/navigation';
import { type ProjectRef, projectRef } from './project-ref.ts';

/** The project that the address names. */
export function useProjectRef(): ProjectRef {
  return projectRef(useSearchParams().get('project') ?? '');
}
