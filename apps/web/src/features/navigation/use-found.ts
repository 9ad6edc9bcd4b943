'use client';
import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { FindHereDocument, NavigationProjectsDocument } from '../../generated/navigation.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import { type Command, foundHere, foundProjects, numberIn } from './commands.ts';

const restMs = 150;

export interface Found {
  readonly commands: readonly Command[];
  /** The text that it was found for. */
  readonly text: string;
  readonly failed: boolean;
}

/** What the server knows by the name or number, a moment after the last letter; without a text, the newest. */
export function useFound({ ref, team, slug }: ProjectRef, text: string): Found | undefined {
  const client = useClient();
  const [found, setFound] = useState<Found>();
  const wanted = text.trim();
  useEffect(() => {
    let over = false;
    const timer = setTimeout(
      async () => {
        const search = wanted.slice(0, 100) || null;
        const number = numberIn(wanted);
        const [here, projects] = await Promise.all([
          slug
            ? client.query(FindHereDocument, {
                team,
                slug,
                search,
                filter: search ? { name: search } : null,
                number: number ?? 0,
                isNumber: number !== undefined,
              })
            : undefined,
          client.query(NavigationProjectsDocument, { search }),
        ]);
        if (over) return;
        setFound({
          text: wanted,
          failed: Boolean(here?.error ?? projects.error),
          commands: [
            ...(here?.data?.project ? foundHere(ref, here.data.project) : []),
            ...foundProjects(ref, projects.data?.viewer.teams ?? []).slice(0, 8),
          ],
        });
      },
      wanted ? restMs : 0,
    );
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [client, ref, team, slug, wanted]);
  return found;
}
