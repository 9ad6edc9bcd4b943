'use client';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useMemo, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import {
  CreateRecipeDocument,
  DefaultRecipeDocument,
  RecipeStepsDocument,
  RecipesDocument,
  SplitsDocument,
  type VersionFragment,
} from '../../generated/data.ts';
import { plural } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Panel } from '../../ui/Page.tsx';
import { say } from '../../ui/toast-store.ts';
import { When } from '../../ui/When.tsx';
import styles from './Recipe.module.css';
import { RecipePreviewPanel } from './RecipePreviewPanel.tsx';
import { moved, newStep, type RecipeStep, stepName } from './recipe-form.ts';
import { StepEditor } from './StepEditor.tsx';
import { useRecipePreview } from './use-recipe-preview.ts';

/** Steps from what was read to what a model is given, each seen on real works before it is used. */
export function RecipesTab({ version, project }: { version: VersionFragment; project: ProjectRef }) {
  const [view, setView] = useState(version.views[0]?.name ?? '');
  const [steps, setSteps] = useState<readonly RecipeStep[]>();
  const [split, setSplit] = useState('');
  const where = { team: project.team, slug: project.slug };
  const [{ data: kinds }] = useQuery({ query: RecipeStepsDocument });
  const [{ data: standard }] = useQuery({ query: DefaultRecipeDocument, variables: { version: version.id, view } });
  const [{ data: splitData }] = useQuery({ query: SplitsDocument, variables: where });
  const [{ data: recipeData }, refresh] = useQuery({ query: RecipesDocument, variables: where });
  useEffect(() => {
    if (standard) setSteps(standard.defaultRecipe as RecipeStep[]);
  }, [standard]);
  const splits = splitData?.project?.splits.nodes.filter((each) => each.version.id === version.id) ?? [];
  const fittedOn = split || splits[0]?.id;
  const rows = useMemo(() => shownRows(version.samples), [version.samples]);
  const { preview, problem, busy } = useRecipePreview({ split: fittedOn, view, steps, rows });
  const kindOf = (name: string) => kinds?.recipeSteps.find((kind) => kind.name === name);
  const change = (index: number, step: RecipeStep) => setSteps(steps?.map((each, at) => (at === index ? step : each)));
  const saved = recipeData?.project?.recipes.nodes.filter((recipe) => recipe.view === view) ?? [];
  return (
    <div className={styles.builder}>
      <div style={{ display: 'grid', gap: 16 }}>
        <Panel title="Steps" note={steps && plural(steps.length, 'step')}>
          <div className={styles.choices}>
            <NativeSelect
              size="xs"
              label="View"
              value={view}
              onChange={(event) => setView(event.currentTarget.value)}
              data={version.views.map(({ name }) => name)}
            />
            {splits.length > 0 && (
              <NativeSelect
                size="xs"
                label="Fitted on the training part of"
                value={fittedOn}
                onChange={(event) => setSplit(event.currentTarget.value)}
                data={splits.map(({ id, name }) => ({ value: id, label: name }))}
              />
            )}
          </div>
          <ol className={styles.steps} style={{ marginTop: 12 }}>
            {steps?.map((step, index) => (
              <StepEditor
                // A step has no name of its own; its place and kind tell it apart well enough for its fields to keep what was typed.
                key={`${view} ${index} ${step.step} ${steps.length}`}
                step={step}
                kind={kindOf(step.step)}
                place={index + 1}
                last={index === steps.length - 1}
                after={preview?.steps[index]?.after}
                onChange={(next) => change(index, next)}
                onMove={(by) => setSteps(moved(steps, index, by))}
                onRemove={() => setSteps(steps.filter((_, at) => at !== index))}
              />
            ))}
          </ol>
          <NativeSelect
            size="xs"
            aria-label="Add a step"
            value=""
            onChange={(event) => {
              const kind = kindOf(event.currentTarget.value);
              if (kind) setSteps([...(steps ?? []), newStep(kind)]);
            }}
            data={[
              { value: '', label: 'Add a step…' },
              ...(kinds?.recipeSteps ?? []).map(({ name }) => ({ value: name, label: stepName(name) })),
            ]}
          />
          {steps && (
            <SaveRecipe
              project={recipeData?.project?.id}
              view={view}
              steps={steps}
              onSaved={() => refresh({ requestPolicy: 'network-only' })}
            />
          )}
        </Panel>
        <Panel title="Kept recipes" note={saved.length > 0 ? `for ${view}` : ''}>
          {saved.length === 0 && (
            <p className="muted" style={{ margin: 0 }}>
              None yet for {view}. Without one, a launch uses the steps that suit the view.
            </p>
          )}
          {saved.map((recipe) => (
            <div key={recipe.id} className={styles.saved}>
              <span>
                <b>{recipe.name}</b>{' '}
                <span className="muted">
                  <When at={recipe.createdAt} />
                </span>
              </span>
              <Button variant="subtle" size="compact-xs" onClick={() => setSteps(recipe.steps as RecipeStep[])}>
                Look at it
              </Button>
              <ol>
                {recipe.lines.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ol>
            </div>
          ))}
        </Panel>
      </div>
      <RecipePreviewPanel preview={preview} problem={problem} busy={busy} split={fittedOn} />
    </div>
  );
}

interface SaveRecipeProps {
  project: string | undefined;
  view: string;
  steps: readonly RecipeStep[];
  onSaved: () => void;
}

function SaveRecipe({ project, view, steps, onSaved }: SaveRecipeProps) {
  const [{ fetching, error }, create] = useMutation(CreateRecipeDocument);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const name = String(new FormData(form).get('name')).trim();
    const { error } = await create({ input: { project: project!, name, view, steps } });
    if (error) return;
    say(`${name} is kept, and can be chosen at a launch.`);
    form.reset();
    onSaved();
  };
  return (
    <form className={styles.choices} style={{ marginTop: 12 }} onSubmit={submit}>
      <TextInput name="name" size="xs" label="Keep as" placeholder="Name of the recipe" required maxLength={200} style={{ flex: 1 }} />
      <Button type="submit" loading={fetching} disabled={!project}>
        Keep
      </Button>
      {error && <FormProblem problem={problemOf(error)} />}
    </form>
  );
}

/** A few rows from the whole of the version, the same ones each time. */
function shownRows(samples: number): number[] {
  const most = Math.min(6, samples);
  return Array.from({ length: most }, (_, index) => Math.floor((index * samples) / most));
}
