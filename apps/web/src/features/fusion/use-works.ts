'use client';
import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { type DisputedWorksQuery, DisputedWorksDocument } from '../../generated/fusion.ts';

type Work = NonNullable<DisputedWorksQuery['datasetVersion']>['works']['nodes'][number];

/** While a weight moves, works come into the choice and leave it: they are asked for when it rests. */
const REST_MS = 150;

/** The works of these rows, as far as they have come; each is asked for once. */
export function useWorks(version: string | undefined, rows: readonly number[]): ReadonlyMap<number, Work> {
  const client = useClient();
  const [works, setWorks] = useState<ReadonlyMap<number, Work>>(new Map());
  const missing = rows.filter((row) => row >= 0 && !works.has(row)).join();
  useEffect(() => {
    if (!version || missing === '') return;
    const asked = missing.split(',').map(Number);
    let gone = false;
    const timer = setTimeout(async () => {
      const { data } = await client.query(DisputedWorksDocument, { version, rows: asked, first: asked.length }).toPromise();
      const found = data?.datasetVersion?.works.nodes ?? [];
      if (!gone && found.length > 0) setWorks((known) => new Map([...known, ...found.map((work) => [work.row, work] as const)]));
    }, REST_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [client, version, missing]);
  return works;
}
