/** The models that suit works, in the words of the API. */
import type { ModelInput, TrainingInput } from '@atelier/client/operations';
import { presetFor } from '@atelier/ml/config';

/** Model and training of a family as `launchRun` takes them; `epochs` replaces the preset's own number. */
export function launchInputs(family: 'cnn' | 'rnn', epochs: number | undefined): { model: ModelInput; training: TrainingInput } {
  const { model, training } = presetFor(family);
  const { family: _, ...options } = model;
  return {
    model: { [family]: inWordsOfTheApi(options) } as ModelInput,
    training: { ...(inWordsOfTheApi(training) as TrainingInput), ...(epochs === undefined ? {} : { epochs }) },
  };
}

// Words that are one of a few are upper case in GraphQL.
function inWordsOfTheApi(options: object): object {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name, typeof value === 'string' ? value.toUpperCase() : value]),
  );
}
