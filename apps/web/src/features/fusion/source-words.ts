// Where weights come from, in words: what may be believed of a fusion depends on it.
import { metricInSentence, metricText } from '../../charts/prepare/metric-words.ts';
import type { WeightSource } from '../../generated/fusion.ts';
import type { Chosen } from './questions.ts';
import type { ExplorerState, Source } from './use-explorer.ts';

type Told = Pick<ExplorerState, 'source' | 'byFolds' | 'chosen' | 'metric'>;

/** One or two sentences. */
export function sourceWords({ source, byFolds, chosen, metric }: Told, names: readonly string[]): string {
  switch (source) {
    case 'hand':
      return 'Set by hand in sight of the test part, so what it shows is on the hopeful side. A published run will say so.';
    case 'equal':
      return chosen
        ? 'All members count alike: nothing was chosen, so the test part is a fair judge.'
        : 'All members count alike. Not all of them predicted a validation part, so there is nothing to choose weights on.';
    case 'learned':
      return 'A logistic regression learned on the validation part how far to trust each member; the test part only judges it.';
    case 'searched':
      return byFolds
        ? `Each fold’s works are fused by weights chosen on all other folds, so no work had a say in the weights it is judged by. Shown are the weights of all folds together${spreadWords(chosen, names)}.`
        : `Chosen on the validation part${chosen ? `, by ${metricInSentence(metric)}: ${metricText(metric, chosen.value)} there` : ''}. The test part only judges them.`;
  }
}

/** How far the folds differ says how sure the choice is. */
function spreadWords(chosen: Chosen | undefined, names: readonly string[]): string {
  const first = chosen?.perFold.map(([weight = 0]) => weight) ?? [];
  if (first.length === 0) return '';
  const [low, high] = [Math.min(...first), Math.max(...first)].map((weight) => weight.toFixed(2));
  return low === high ? `; every fold gives ${names[0]} ${low}` : `; fold by fold ${names[0]} is given ${low} to ${high}`;
}

/** As the API calls it. What is learned leans on the validation part as what is searched there does. */
export function weightSourceOf(source: Source, byFolds: boolean): WeightSource {
  if (source === 'hand') return 'HAND';
  if (source === 'equal') return 'EQUAL';
  return byFolds ? 'FOLDS' : 'VALIDATION';
}
