'use client';
import { useProjectRef } from '../../lib/project-ref.ts';
import { ChooseMembers } from './ChooseMembers.tsx';

export function FusionsPage() {
  return <ChooseMembers project={useProjectRef()} />;
}
