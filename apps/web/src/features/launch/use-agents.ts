'use client';
import { useCallback } from 'react';
import { useQuery } from 'urql';
import { LaunchAgentsDocument, type LaunchFormQuery } from '../../generated/launch.ts';
import { useProjectRef } from '../../lib/use-project-ref.ts';
import { useFresh } from '../../lib/use-fresh.ts';

export type Agents = NonNullable<LaunchFormQuery['project']>['team']['agents'];

/** Who may take a launch, kept up to date while the form is filled in: agents come and go, and find better backends. */
export function useAgents(known: Agents): Agents {
  const { team } = useProjectRef();
  const [{ data }, ask] = useQuery({ query: LaunchAgentsDocument, variables: { team }, pause: true });
  useFresh(useCallback(() => ask({ requestPolicy: 'network-only' }), [ask]));
  return data?.team?.agents ?? known;
}
