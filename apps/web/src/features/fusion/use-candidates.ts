'use client';
import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { FusionCandidateDocument, type FusionCandidateFragment } from '../../generated/fusion.ts';

/** What is known of these runs, in their order, as far as it has come. */
export function useCandidates(ids: readonly string[]): readonly FusionCandidateFragment[] {
  const client = useClient();
  const [known, setKnown] = useState<ReadonlyMap<string, FusionCandidateFragment>>(new Map());
  const missing = ids.filter((id) => !known.has(id)).join();
  useEffect(() => {
    if (missing === '') return;
    let gone = false;
    void Promise.all(missing.split(',').map((id) => client.query(FusionCandidateDocument, { id }).toPromise())).then((answers) => {
      const found = answers.flatMap(({ data }) => data?.run ?? []);
      if (!gone && found.length > 0) setKnown((before) => new Map([...before, ...found.map((run) => [run.id, run] as const)]));
    });
    return () => {
      gone = true;
    };
  }, [client, missing]);
  return ids.flatMap((id) => known.get(id) ?? []);
}
