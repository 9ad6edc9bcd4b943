'use client';
import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useQuery } from 'urql';
import { RunList } from '../../charts/draw/RunList.tsx';
import { CompareChoiceDocument } from '../../generated/compare.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Page, Panel } from '../../ui/Page.tsx';
import { ProblemPanel } from '../../ui/ProblemPanel.tsx';
import { Waiting } from '../../ui/Waiting.tsx';

/** As many as are asked for at once. */
const most = 100;

/** Finished runs to choose among, when the address has none. */
export function ChooseRuns({ project, chosen: initial }: { project: ProjectRef; chosen: readonly string[] }) {
  const router = useRouter();
  const [chosen, setChosen] = useState(initial);
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim(), 150);
  const [{ data, error }] = useQuery({
    query: CompareChoiceDocument,
    variables: { team: project.team, slug: project.slug, text: search || null },
  });
  if (error) return <ProblemPanel problem={problemOf(error)} />;
  if (!data) return <Waiting />;
  const runs = data.project?.runs.nodes ?? [];
  if (runs.length < 2 && !search) {
    return (
      <Page title="Compare">
        <Empty
          title="Nothing to compare yet"
          action={
            <Button component={Link} href={links.launch(project.ref)} prefetch={false} size="sm">
              Launch a model
            </Button>
          }
        >
          Two finished runs are needed.
        </Empty>
      </Page>
    );
  }
  return (
    <Page
      title="Compare"
      subtitle="which of these?"
      actions={
        <Button disabled={chosen.length < 2} onClick={() => router.push(links.compare(project.ref, chosen))}>
          Compare {chosen.length > 1 ? chosen.length : ''}
        </Button>
      }
    >
      <Panel title="Finished runs" note="runs on one split can be tested against each other">
        <TextInput
          aria-label="Find runs"
          placeholder="Find by name, tag or note"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          mb={10}
          maw={360}
        />
        {runs.length === 0 && <p className="muted">No finished run is called so.</p>}
        {runs.length === most && <p className="muted">The newest {most}: others are found by their names, or chosen on the board.</p>}
        <RunList runs={runs.map((run) => ({ ...run, note: run.split?.name }))} chosen={chosen} onChange={setChosen} />
      </Panel>
    </Page>
  );
}
