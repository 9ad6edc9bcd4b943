'use client';
import { useQuery } from 'urql';
import { TeamSettingsDocument } from '../../generated/settings.ts';
import { useProjectRef } from '../../lib/project-ref.ts';

/** The team of the project in the address. */
export function useTeam() {
  const { team: slug } = useProjectRef();
  const [{ data, error }, retry] = useQuery({ query: TeamSettingsDocument, variables: { slug } });
  return { team: data?.team, loaded: data !== undefined, error, refresh: () => retry({ requestPolicy: 'network-only' }) };
}
