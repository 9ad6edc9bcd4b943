import type { z } from 'zod';
import type { Random } from '../random.ts';
import type { Batch, Form } from './batch.ts';

/**
 * A kind of step. `fit` sees the training part only and returns plain JSON; `apply` is the same for every part; `augment`
 * is applied to training rows alone, and differently in each epoch.
 */
export interface Step {
  readonly name: string;
  readonly version: 1;
  readonly options: z.ZodType<object>;
  /** One readable line. */
  describe(options: object): string;
  /** What rows look like afterwards. Throws a `DataError` when this step has no business with what they look like before. */
  form(before: Form, options: object, state: unknown): Form;
  fit?(training: TrainingPass, before: Form, options: object): unknown;
  apply?(batch: Batch, before: Form, options: object, state: unknown): Batch;
  /** Starts a pass over one part; says of each row of each batch whether it stays. */
  filter?(before: Form, options: object): (batch: Batch) => readonly boolean[];
  /** `randomOf(index)` is a stream of chance of that row and epoch alone. */
  augment?(batch: Batch, before: Form, options: object, randomOf: (index: number) => Random): Batch;
  /** What each token says afterwards, for people to read; of a step that numbers tokens anew. */
  words?(before: readonly string[] | undefined, state: unknown): readonly string[];
}

/** Goes through the training part, as the steps before leave it, from its first row, each time it is called. */
export type TrainingPass = () => Iterable<Batch>;

interface TypedStep<Options extends object, State, In extends Batch> {
  readonly name: string;
  readonly options: z.ZodType<Options>;
  describe(options: Options): string;
  form(before: Form, options: Options, state: State): Form;
  fit?(training: () => Iterable<In>, before: Form, options: Options): State;
  apply?(batch: In, before: Form, options: Options, state: State): Batch;
  filter?(before: Form, options: Options): (batch: In) => readonly boolean[];
  augment?(batch: In, before: Form, options: Options, randomOf: (index: number) => Random): Batch;
  words?(before: readonly string[] | undefined, state: State): readonly string[];
}

/**
 * Forgets the types of options and state, which are this step's own affair: options come through its own schema, state out
 * of its own `fit`, and `form` has refused batches of another kind.
 */
export function defineStep<Options extends object, State = null, In extends Batch = Batch>(step: TypedStep<Options, State, In>): Step {
  return { version: 1, ...step } as unknown as Step;
}
