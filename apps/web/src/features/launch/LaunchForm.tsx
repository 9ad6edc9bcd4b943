'use client';
import { Button, NativeSelect, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type FormEvent, useMemo, useState } from 'react';
import { useMutation } from 'urql';
import { type LaunchFormQuery, LaunchRunDocument, type LikeRunQuery, type ModelInput, type TrainingInput } from '../../generated/launch.ts';
import { count, plural } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Page, Panel } from '../../ui/Page.tsx';
import { say } from '../../ui/toast-store.ts';
import { FieldInput } from './FieldInput.tsx';
import {
  type Family,
  type Field,
  type FieldValue,
  familyOf,
  modelDefaults,
  modelFields,
  type Preset,
  presets,
  stoppingDefaults,
  stoppingFields,
  trainingDefaults,
  trainingFields,
  type Values,
  valuesLike,
} from './fields.ts';
import styles from './Launch.module.css';
import { PlanPanel } from './PlanPanel.tsx';

type Project = NonNullable<LaunchFormQuery['project']>;

interface LaunchFormProps {
  project: Project;
  projectRef: string;
  splits: Project['splits']['nodes'];
  chosen: string | undefined;
  like: LikeRunQuery['run'] | undefined;
}

/** What to train, on what, and how long: every field at a sensible default, and what it will cost beside it. */
export function LaunchForm({ project, projectRef, splits, chosen, like }: LaunchFormProps) {
  const router = useRouter();
  const [splitId, setSplitId] = useState(splits.find((split) => split.id === (like?.split?.id ?? chosen))?.id ?? splits[0]!.id);
  const split = splits.find((candidate) => candidate.id === splitId) ?? splits[0]!;
  const [viewName, setViewName] = useState(like?.view ?? '');
  const view = split.version.views.find((candidate) => candidate.name === viewName) ?? split.version.views[0]!;
  const family = familyOf(view.modality);
  const stored = (like?.params ?? {}) as {
    model?: Record<string, unknown>;
    training?: Record<string, unknown> & { earlyStopping?: Record<string, unknown> | null };
  };
  const [models, setModels] = useState<Record<Family, Values>>({
    ...modelDefaults,
    [family]: { ...modelDefaults[family], ...valuesLike(stored.model ?? {}, modelFields[family]) },
  });
  const [training, setTraining] = useState<Values>({ ...trainingDefaults, ...valuesLike(stored.training ?? {}, trainingFields) });
  const [stopping, setStopping] = useState<Values | null>(
    stored.training?.earlyStopping ? { ...stoppingDefaults, ...valuesLike(stored.training.earlyStopping, stoppingFields) } : null,
  );
  const [seeds, setSeeds] = useState(String(like?.seed ?? 1));
  const [{ fetching, error }, launch] = useMutation(LaunchRunDocument);
  const problem = error && problemOf(error);

  const model = useMemo(() => ({ [family]: models[family] }) as ModelInput, [family, models]);
  const trainingInput = useMemo(
    () => ({ ...training, ...(stopping && { earlyStopping: stopping }) }) as TrainingInput,
    [training, stopping],
  );

  const choose = (preset: Preset) => {
    setModels({ ...models, [family]: { ...modelDefaults[family], ...preset.model } });
    setTraining({ ...trainingDefaults, ...preset.training });
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const numbers = seeds
      .split(/[\s,;]+/)
      .filter(Boolean)
      .map(Number);
    const launched = [];
    for (const seed of numbers.length > 0 ? numbers : [1]) {
      const { data } = await launch({
        input: {
          project: project.id,
          split: split.id,
          view: view.name,
          model,
          training: trainingInput,
          seed,
          name: text('name') || `${family} ${view.name}`,
          ...(text('tags') && {
            tags: text('tags')
              .split(/\s*,\s*/)
              .filter(Boolean),
          }),
          ...(text('note') && { note: text('note') }),
        },
      });
      if (!data) return;
      launched.push(data.launchRun);
    }
    const first = launched[0]!;
    if (launched.length > 1) {
      say(`${launched.length} runs launched, one for each seed.`);
      router.push(links.runs(projectRef));
    } else {
      say(`#${first.number} is in the queue.`, {
        action: { label: 'Launch another', run: () => router.push(links.launch(projectRef, { split: split.id })) },
      });
      router.push(links.run(projectRef, first.id));
    }
  };
  const fieldError = (name: string) =>
    Object.entries(problem?.fields ?? {}).find(([path]) => path === name || path.endsWith(`.${name}`))?.[1];
  const inputs = (fields: Record<string, Field>, values: Values, set: (values: Values) => void) =>
    Object.entries(fields).map(([name, field]) => (
      <FieldInput
        key={name}
        field={field}
        value={values[name] ?? null}
        error={fieldError(name)}
        onChange={(value: FieldValue) => set({ ...values, [name]: value })}
      />
    ));

  return (
    <form onSubmit={submit}>
      <Page
        title="Launch"
        subtitle={
          like
            ? `like #${like.number} ${like.name}, but…`
            : `on ${count(split.parts.find((part) => part.part === 'TRAIN')?.samples ?? 0)} training works`
        }
        actions={
          <Button type="submit" loading={fetching}>
            Launch
          </Button>
        }
      >
        <div className={styles.columns}>
          <div className={styles.stack}>
            <Panel title="What it learns from">
              <div className={styles.fields}>
                <NativeSelect
                  label="Split"
                  value={split.id}
                  onChange={(event) => setSplitId(event.currentTarget.value)}
                  data={splits.map((each) => ({ value: each.id, label: `${each.version.dataset.name} · ${each.name}` }))}
                />
                <div>
                  <p className={styles.label} id="view-label">
                    View
                  </p>
                  <SegmentedControl
                    fullWidth
                    aria-labelledby="view-label"
                    value={view.name}
                    onChange={setViewName}
                    data={split.version.views.map((each) => ({ value: each.name, label: each.name }))}
                  />
                </div>
              </div>
            </Panel>
            <Panel title={`Model: ${family.toUpperCase()}`} note="defaults are the reference net">
              <div className={styles.presets}>
                {presets[family].map((preset) => (
                  <Button
                    key={preset.name}
                    variant="default"
                    radius="xl"
                    size="compact-sm"
                    onClick={() => choose(preset)}
                    title={preset.says}
                  >
                    {preset.name}: {preset.says}
                  </Button>
                ))}
              </div>
              <div className={styles.fields}>
                {inputs(modelFields[family], models[family], (values) => setModels({ ...models, [family]: values }))}
              </div>
            </Panel>
            <Panel title="Training">
              <div className={styles.fields}>{inputs(trainingFields, training, setTraining)}</div>
              <div className={styles.stopping}>
                <FieldInput
                  field={{ label: 'Stop early', kind: 'flag', help: 'When nothing gets better any more' }}
                  value={stopping !== null}
                  onChange={(on) => setStopping(on ? stoppingDefaults : null)}
                />
                {stopping && inputs(stoppingFields, stopping, setStopping)}
              </div>
            </Panel>
            <Panel title="Name and seeds">
              <div className={styles.fields}>
                <TextInput
                  name="name"
                  label="Name"
                  placeholder={`${family} ${view.name}`}
                  maxLength={200}
                  defaultValue={like?.name ?? ''}
                />
                <TextInput name="tags" label="Tags" placeholder="baseline, small" />
                <TextInput
                  label="Seeds"
                  description="Several with commas: one run each"
                  value={seeds}
                  onChange={(event) => setSeeds(event.currentTarget.value)}
                  error={fieldError('seed')}
                />
              </div>
              <Textarea name="note" label="Note" placeholder="What do you expect?" autosize minRows={1} mt={12} />
            </Panel>
          </div>
          <div className={styles.aside}>
            {problem && <FormProblem problem={problem} />}
            <PlanPanel split={split.id} view={view.name} model={model} training={trainingInput} />
            <p className="muted">{agentWords(project.team.agents)}</p>
          </div>
        </div>
      </Page>
    </form>
  );
}

function agentWords(agents: Project['team']['agents']): string {
  const online = agents.filter((agent) => agent.online);
  if (online.length === 0) return 'No agent is online: the run will wait until one is.';
  return `${plural(online.length, 'agent')} online: ${online.map((agent) => `${agent.name} (${agent.backend})`).join(', ')}.`;
}
