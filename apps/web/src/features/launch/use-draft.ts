'use client';
import { useState } from 'react';
import type { LaunchFormQuery, LikeRunQuery } from '../../generated/launch.ts';
import {
  type Family,
  familyOf,
  modelDefaults,
  modelFields,
  type Preset,
  stoppingDefaults,
  stoppingFields,
  trainingDefaults,
  trainingFields,
  type Values,
  valuesLike,
} from './fields.ts';
import type { Draft } from './launch-input.ts';

export type Project = NonNullable<LaunchFormQuery['project']>;
export type Split = Project['splits']['nodes'][number];
export type LikeRun = NonNullable<LikeRunQuery['run']>;

interface StoredParams {
  readonly model?: Record<string, unknown>;
  readonly training?: Record<string, unknown> & { earlyStopping?: Record<string, unknown> | null };
  readonly alternatives?: readonly { readonly training: { readonly learningRate: number } }[];
}

export type DraftState = ReturnType<typeof useDraft>;

/** What stands in the form: the defaults, or what another run was launched with. */
export function useDraft(project: Project, chosen: string | undefined, like: LikeRun | undefined) {
  const splits = project.splits.nodes;
  const stored = (like?.params ?? {}) as StoredParams;
  const [splitId, setSplitId] = useState(splits.find(({ id }) => id === (like?.split?.id ?? chosen))?.id ?? splits[0]!.id);
  const [viewName, setView] = useState(like?.view ?? '');
  const split = splits.find(({ id }) => id === splitId) ?? splits[0]!;
  const view = split.version.views.find(({ name }) => name === viewName) ?? split.version.views[0]!;
  const family = familyOf(view.modality);
  const [models, setModels] = useState<Record<Family, Values>>({
    ...modelDefaults,
    [family]: { ...modelDefaults[family], ...valuesLike(stored.model ?? {}, modelFields[family]) },
  });
  const [training, setTraining] = useState<Values>({ ...trainingDefaults, ...valuesLike(stored.training ?? {}, trainingFields) });
  const [stopping, setStopping] = useState<Values | null>(
    stored.training?.earlyStopping ? { ...stoppingDefaults, ...valuesLike(stored.training.earlyStopping, stoppingFields) } : null,
  );
  const [fold, setFold] = useState<number | null>(like?.fold ?? null);
  const [rates, setRates] = useState<readonly number[]>(stored.alternatives?.map(({ training: { learningRate } }) => learningRate) ?? []);
  const [recipe, setRecipe] = useState<string>(like ? (like.recipe?.id ?? 'like') : 'default');

  const saved = project.recipes.nodes.filter((each) => each.view === view.name);
  const hasFold = split.folds != null && fold !== null && fold < split.folds;
  const draft: Draft = {
    split: split.id,
    view: view.name,
    family,
    model: models[family],
    training,
    stopping,
    fold: hasFold ? fold : null,
    learningRates: split.innerFolds == null ? [] : rates,
    recipeSteps: recipe === 'like' && like?.view === view.name ? like.recipeSteps : null,
  };
  return {
    draft,
    split,
    view,
    family,
    saved,
    recipe: recipe === 'default' || recipe === 'like' || saved.some(({ id }) => id === recipe) ? recipe : 'default',
    rates,
    setSplit: setSplitId,
    setView,
    setModel: (values: Values) => setModels({ ...models, [family]: values }),
    setTraining,
    setStopping,
    setFold,
    setRates,
    setRecipe,
    choose(preset: Preset) {
      setModels({ ...models, [family]: { ...modelDefaults[family], ...preset.model } });
      setTraining({ ...trainingDefaults, ...preset.training });
    },
  };
}
