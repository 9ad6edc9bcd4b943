// What a launch would train, worked out before anything trains: whether model, view and split fit together, and what it costs.
import {
  describePlan,
  type Head,
  type InputSpec,
  type ModelConfig,
  planModel,
  type TrainingConfig,
  trainingBytes,
} from '@atelier/ml/config';
import type { Manifest, ViewManifest } from '@atelier/ml/dataset';
import { formAfter, type RecipeStep } from '@atelier/ml/recipe';
import { invalidInput } from '../../errors.ts';
import { asInput } from './input.ts';

export interface Plan {
  readonly parameters: number;
  readonly flopsPerSample: number;
  readonly memoryBytes: number;
  readonly outputShape: readonly number[];
  readonly lines: readonly string[];
}

/** The view of a dataset version by name. Throws `INVALID_INPUT` naming the views there are. */
export function viewOf(manifest: Manifest, name: string): ViewManifest {
  const view = manifest.views.find((each) => each.name === name);
  if (view === undefined)
    throw invalidInput(
      `The dataset has no view ${JSON.stringify(name)}: it has ${manifest.views.map((each) => each.name).join(', ')}`,
      'input.view',
    );
  return view;
}

/** What a model of this version has to say. Throws `INVALID_INPUT` when nothing says what a sample is. */
export function headOf({ label }: Manifest): Head {
  if (label === undefined) throw invalidInput('The dataset has no labels, so there is nothing to learn from it', 'input.split');
  if (label.kind === 'regression') return { kind: 'regression', outputs: label.outputs.length };
  return label.kind === 'binary' ? { kind: 'binary' } : { kind: label.kind, classes: label.classes.length };
}

/** Size and cost of a model on a view. Throws `INVALID_INPUT` when they do not fit. */
export function planLaunch(
  manifest: Manifest,
  view: ViewManifest,
  steps: readonly RecipeStep[],
  model: ModelConfig,
  training: TrainingConfig,
): Plan {
  const head = headOf(manifest);
  const plan = asInput(() => planModel(model, inputSpec(view, steps), head), 'input.model');
  return {
    parameters: plan.parameters,
    flopsPerSample: plan.flopsPerSample,
    memoryBytes: trainingBytes(plan, training.batchSize),
    outputShape: [plan.outputs],
    lines: describePlan(plan),
  };
}

// The words of a vocabulary are counted when the recipe is fitted; until then this many stand for them.
const ASSUMED_VOCABULARY = 256;

function inputSpec(view: ViewManifest, steps: readonly RecipeStep[]): InputSpec {
  const input = asInput(() => formAfter(view, { steps }), 'input.recipeSteps');
  return input.kind === 'token' ? { vocabulary: ASSUMED_VOCABULARY, ...input } : input;
}
