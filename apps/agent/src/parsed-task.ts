import type { BackendName, Candidate, ProtocolTask } from '@atelier/ml';
import { parseModel, parseTraining } from '@atelier/ml/config';
import type { Dataset } from '@atelier/ml/dataset';
import { parseRecipe } from '@atelier/ml/recipe';
import { splitFromJson } from '@atelier/ml/split';
import type { TrainingTask } from './task.ts';

type Parsed = Required<Omit<ProtocolTask, 'only' | 'resume' | 'chooseBy'>> & { readonly chooseBy: string | undefined };

/** The task as packages/ml takes it. Throws a `ConfigError` or `DataError` for what does not hold. */
export function parsedTask(task: TrainingTask, dataset: Dataset): Parsed {
  const candidate = ({ model, training }: Candidate): Candidate => ({ model: parseModel(model), training: parseTraining(training) });
  return {
    dataset,
    split: splitFromJson(task.split),
    view: task.view,
    recipe: parseRecipe({ steps: task.recipeSteps }),
    ...candidate(task),
    alternatives: (task.alternatives ?? []).map(candidate),
    chooseBy: task.chooseBy,
    seed: task.seed,
    backend: task.backend as 'auto' | BackendName,
  };
}
