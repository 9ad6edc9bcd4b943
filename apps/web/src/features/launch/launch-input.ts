// What stands in the form, as the API takes it. Pure, so that it can be tested without a page.
import type { CandidateInput, LaunchRunInput, ModelInput, TrainingInput } from '../../generated/launch.ts';
import type { Family, Values } from './fields.ts';

/** What is to be trained, as far as the plan of its size depends on it. */
export interface Draft {
  readonly split: string;
  readonly view: string;
  readonly family: Family;
  readonly model: Values;
  readonly training: Values;
  /** Null: it trains to the last epoch. */
  readonly stopping: Values | null;
  /** Null: all folds, where the split has any. */
  readonly fold: number | null;
  /** On a nested split: what the inner folds choose among, beside the learning rate above. */
  readonly learningRates: readonly number[];
  /** Steps of another run, or of a saved recipe; null: the default of the view. */
  readonly recipeSteps: unknown;
}

export interface PlanInput {
  readonly split: string;
  readonly view: string;
  readonly model: ModelInput;
  readonly training: TrainingInput;
  readonly alternatives?: CandidateInput[];
  readonly fold?: number;
  readonly recipeSteps?: unknown;
}

export function planInput({ split, view, family, model, training, stopping, fold, learningRates, recipeSteps }: Draft): PlanInput {
  const asModel = { [family]: model } as ModelInput;
  const asTraining = { ...training, ...(stopping && { earlyStopping: stopping }) } as unknown as TrainingInput;
  const others = learningRates.filter((rate) => rate !== training.learningRate);
  return {
    split,
    view,
    model: asModel,
    training: asTraining,
    ...(others.length > 0 && {
      alternatives: others.map((learningRate) => ({ model: asModel, training: { ...asTraining, learningRate } })),
    }),
    ...(fold !== null && { fold }),
    ...(recipeSteps != null && { recipeSteps }),
  };
}

/** Beside the plan: what the run is called and where it stands in the queue. */
export interface Naming {
  readonly project: string;
  readonly name: string;
  readonly tags: string;
  readonly note: string;
  /** A saved recipe, whose steps the plan was made with. */
  readonly recipe: string | null;
  readonly backend: string;
  readonly priority: number;
}

/** One launch for each seed. */
export function launchInputs(draft: Draft, naming: Naming, seeds: readonly number[]): LaunchRunInput[] {
  const { recipeSteps, ...plan } = planInput(draft);
  const { project, name, tags, note, recipe, backend, priority } = naming;
  const words = wordsIn(tags);
  const prepared = recipe === null ? (recipeSteps == null ? {} : { recipeSteps }) : { recipe };
  return seeds.map((seed) => ({
    project,
    ...plan,
    ...prepared,
    seed,
    name: name.trim() || `${draft.family} ${draft.view}`,
    ...(words.length > 0 && { tags: words }),
    ...(note.trim() && { note: note.trim() }),
    backend,
    priority,
  })) as LaunchRunInput[];
}

export type Seeds = { readonly seeds: readonly number[] } | { readonly fault: string };

const MOST_SEEDS = 50;

/** Whole numbers with commas or spaces between, also as ranges: `1, 2, 5-8`. */
export function parseSeeds(text: string): Seeds {
  const seeds: number[] = [];
  for (const part of wordsIn(text)) {
    const [, from, to] = /^(\d+)(?:[-–](\d+))?$/.exec(part) ?? [];
    if (from === undefined) return { fault: `A seed is a whole number, or a range such as 1-5, got ${part}` };
    const last = Number(to ?? from);
    if (last < Number(from)) return { fault: `A range goes upwards, got ${part}` };
    if (last - Number(from) >= MOST_SEEDS) return { fault: `At most ${MOST_SEEDS} seeds at once` };
    for (let seed = Number(from); seed <= last; seed++) if (!seeds.includes(seed)) seeds.push(seed);
  }
  if (seeds.length > MOST_SEEDS) return { fault: `At most ${MOST_SEEDS} seeds at once, got ${seeds.length}` };
  return { seeds: seeds.length === 0 ? [1] : seeds };
}

function wordsIn(text: string): string[] {
  return text.split(/[\s,;]+/).filter(Boolean);
}
