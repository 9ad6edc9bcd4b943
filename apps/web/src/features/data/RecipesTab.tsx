'use client';
import { NativeSelect } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { DefaultRecipeDocument, RecipeStepsDocument, RecipesDocument, SplitsDocument, type VersionFragment } from '../../generated/data.ts';
import { plural } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import { useSetQuery } from '../../lib/query-state.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Panel } from '../../ui/Page.tsx';
import { TextButton } from '../../ui/TextButton.tsx';
import { KeptRecipes } from './KeptRecipes.tsx';
import styles from './Recipe.module.css';
import { RecipePreviewPanel } from './RecipePreviewPanel.tsx';
import { moved, newStep, type RecipeStep, stepName } from './recipe-form.ts';
import { SaveRecipe } from './SaveRecipe.tsx';
import { StepEditor } from './StepEditor.tsx';
import { useRecipePreview } from './use-recipe-preview.ts';
import { epochsOf, type Variation } from './variation.ts';

/** Steps from what was read to what a model is given, each seen on real works before it is used. */
export function RecipesTab({ version, project }: { version: VersionFragment; project: ProjectRef }) {
  const [view, setView] = useState(version.views[0]?.name ?? '');
  const [steps, setSteps] = useState<readonly RecipeStep[]>();
  const [split, setSplit] = useState('');
  const [variation, setVariation] = useState<Variation>({ seed: 1, from: 1 });
  const setQuery = useSetQuery();
  const where = { team: project.team, slug: project.slug };
  const [{ data: kinds }] = useQuery({ query: RecipeStepsDocument });
  const [{ data: standard, error: stepsError }] = useQuery({ query: DefaultRecipeDocument, variables: { version: version.id, view } });
  const [{ data: splitData }] = useQuery({ query: SplitsDocument, variables: where });
  const [{ data: recipeData }, refresh] = useQuery({ query: RecipesDocument, variables: where });
  useEffect(() => {
    if (standard) setSteps(standard.defaultRecipe as RecipeStep[]);
  }, [standard]);
  const splits = splitData?.project?.splits.nodes.filter((each) => each.version.id === version.id) ?? [];
  const fittedOn = split || splits[0]?.id;
  const rows = useMemo(() => shownRows(version.samples), [version.samples]);
  const asked = fittedOn && steps ? { split: fittedOn, view, steps, rows, seed: variation.seed, epochs: epochsOf(variation) } : undefined;
  const { preview, problem, busy } = useRecipePreview(asked);
  const kindOf = (name: string) => kinds?.recipeSteps.find((kind) => kind.name === name);
  const change = (index: number, step: RecipeStep) => setSteps(steps?.map((each, at) => (at === index ? step : each)));
  return (
    <div className={styles.builder}>
      <div className={styles.stack}>
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
          {stepsError && <FormProblem problem={problemOf(stepsError)} />}
          <ol className={styles.steps}>
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
        <KeptRecipes
          view={view}
          recipes={recipeData?.project?.recipes.nodes.filter((recipe) => recipe.view === view) ?? []}
          query={{ document: RecipesDocument, variables: where }}
          onLook={setSteps}
        />
      </div>
      <RecipePreviewPanel
        preview={preview}
        problem={problem}
        busy={busy}
        variation={variation}
        onVariation={setVariation}
        instead={splitData && !fittedOn && <NeedsSplit onMake={() => setQuery({ tab: 'splits' })} />}
      />
    </div>
  );
}

function NeedsSplit({ onMake }: { onMake: () => void }) {
  return (
    <p className="muted" style={{ margin: 0 }}>
      Steps are fitted on the training part of a split and on nothing else. <TextButton onClick={onMake}>Make a split</TextButton> first,
      then works are shown here before and after.
    </p>
  );
}

/** A few rows from the whole of the version, the same ones each time. */
function shownRows(samples: number): number[] {
  const most = Math.min(6, samples);
  return Array.from({ length: most }, (_, index) => Math.floor((index * samples) / most));
}
