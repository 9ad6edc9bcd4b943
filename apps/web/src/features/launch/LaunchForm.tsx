'use client';
import { Button } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { links } from '../../lib/links.ts';
import { apart } from '../../ui/apart.tsx';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Page } from '../../ui/Page.tsx';
import { say } from '../../ui/toast-store.ts';
import { AgentsLine } from './AgentsLine.tsx';
import { DataPanel } from './DataPanel.tsx';
import styles from './Launch.module.css';
import { launchInputs, parseSeeds } from './launch-input.ts';
import { ModelPanel } from './ModelPanel.tsx';
import { PlanPanel } from './PlanPanel.tsx';
import { TrainingPanel } from './TrainingPanel.tsx';
import { useAgents } from './use-agents.ts';
import { type LikeRun, type Project, useDraft } from './use-draft.ts';
import { useLaunch } from './use-launch.ts';

// Below everything else, and what it holds may stay as it is.
const NamePanel = apart(() => import('./NamePanel.tsx').then((module) => module.NamePanel));

interface LaunchFormProps {
  project: Project;
  projectRef: string;
  chosen: string | undefined;
  like: LikeRun | undefined;
}

/** What to train, on what, and how long: every field at a sensible default, and what it will cost beside it. */
export function LaunchForm({ project, projectRef, chosen, like }: LaunchFormProps) {
  const router = useRouter();
  const state = useDraft(project, chosen, like);
  const [seedText, setSeedText] = useState(String(like?.seed ?? 1));
  const [backend, setBackend] = useState('auto');
  const { launch, launching, problem } = useLaunch();
  const agents = useAgents(project.team.agents);
  const { draft, split, recipe } = state;
  const seeds = parseSeeds(seedText);
  const errorOf = (name: string) => Object.entries(problem?.fields ?? {}).find(([path]) => path === name || path.endsWith(`.${name}`))?.[1];

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if ('fault' in seeds) return;
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '');
    const naming = {
      project: project.id,
      name: text('name'),
      tags: text('tags'),
      note: text('note'),
      recipe: recipe === 'default' || recipe === 'like' ? null : recipe,
      backend,
      priority: Number(text('priority')) || 0,
    };
    const launched = await launch(launchInputs(draft, naming, seeds.seeds));
    const [first] = launched;
    if (first === undefined || launched.length < seeds.seeds.length) return;
    if (launched.length > 1) {
      say(`${launched.length} runs launched, one for each seed.`);
      router.push(links.runs(projectRef));
      return;
    }
    say(`#${first.number} is in the queue.`, {
      action: { label: 'Launch another', run: () => router.push(links.launch(projectRef, { split: split.id })) },
    });
    router.push(links.run(projectRef, first.id));
  };

  return (
    <form onSubmit={submit}>
      <Page
        title="Launch"
        subtitle={like ? `like #${like.number} ${like.name}, but…` : `${split.version.dataset.name} · ${split.name}`}
        actions={
          <Button type="submit" loading={launching} disabled={'fault' in seeds}>
            Launch
          </Button>
        }
      >
        <div className={styles.columns}>
          <div className={styles.stack}>
            <DataPanel project={project} state={state} like={like} />
            <ModelPanel state={state} errorOf={errorOf} />
            <TrainingPanel state={state} errorOf={errorOf} />
            <NamePanel
              placeholder={`${state.family} ${state.view.name}`}
              name={like?.name ?? ''}
              tags={like?.tags.join(', ') ?? ''}
              seeds={seedText}
              seedFault={'fault' in seeds ? seeds.fault : errorOf('seed')}
              onSeeds={setSeedText}
              onBackend={setBackend}
            />
          </div>
          <div className={styles.aside}>
            {problem && <FormProblem problem={problem} />}
            <PlanPanel draft={draft} split={split} agents={agents} backend={backend} seeds={'fault' in seeds ? 1 : seeds.seeds.length} />
            <AgentsLine agents={agents} />
          </div>
        </div>
      </Page>
    </form>
  );
}
