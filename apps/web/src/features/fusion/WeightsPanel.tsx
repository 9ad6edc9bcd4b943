'use client';
import { number } from '../../lib/format.ts';
import { Panel } from '../../ui/Page.tsx';
import choice from './Choice.module.css';
import styles from './Weights.module.css';
import type { Member } from './member-words.ts';
import { MetricsPanel } from './MetricsPanel.tsx';
import { previewOf } from './preview-of.ts';
import type { Measured } from './questions.ts';
import { ServerCheck } from './ServerCheck.tsx';
import { sourceWords } from './source-words.ts';
import { type Method, tasks } from './tasks.ts';
import type { ExplorerState } from './use-explorer.ts';
import { Weights } from './Weights.tsx';

const methodNames: Record<Method, string> = {
  weighted: 'weighted mean',
  geometric: 'geometric',
  rank: 'rank',
  vote: 'vote',
  stack: 'stacked',
};

interface WeightsPanelProps {
  explorer: ExplorerState;
  list: readonly Member[];
  members: readonly Measured[];
  fused: Measured;
  hasValidation: boolean;
}

/** Weights, where they come from, the way they are used, and what they are worth. */
export function WeightsPanel({ explorer, list, members, fused, hasValidation }: WeightsPanelProps) {
  const { task, method, metric, weights, gain, setWeights, setMethod } = explorer;
  const names = list.map(({ name }) => name);
  const { methods } = tasks[task];
  return (
    <Panel title="Weights" note={noteOf(explorer)}>
      {method !== 'stack' && (
        <>
          <Weights
            names={names}
            titles={list.map(({ title }) => title)}
            colors={list.map(({ color }) => color)}
            weights={weights}
            onChange={setWeights}
          />
          <SourceChoice explorer={explorer} />
        </>
      )}
      <p className={styles.source}>{sourceWords(explorer, names)}</p>
      {methods.length > 1 && (
        <fieldset className={choice.methods} aria-label="Method">
          {methods
            .filter((each) => each !== 'stack' || hasValidation)
            .map((each) => (
              <button key={each} type="button" aria-pressed={method === each} onClick={() => setMethod(each)}>
                {methodNames[each]}
              </button>
            ))}
        </fieldset>
      )}
      <MetricsPanel task={task} names={names} members={members} fused={fused} metric={metric} gain={gain} />
      <ServerCheck preview={previewOf(list, explorer)} fused={fused} />
    </Panel>
  );
}

/** Buttons that give the weights back to what chose them. */
function SourceChoice({ explorer: { source, chosen, weights, setWeights } }: { explorer: ExplorerState }) {
  return (
    <fieldset className={choice.methods} aria-label="Where the weights come from">
      {chosen && (
        <button type="button" aria-pressed={source === 'searched'} onClick={() => setWeights('chosen')}>
          chosen {chosen.on === 'folds' ? 'over folds' : 'on validation'}
        </button>
      )}
      <button type="button" aria-pressed={source === 'equal'} onClick={() => setWeights('equal')}>
        all alike
      </button>
      <button type="button" aria-pressed={source === 'hand'} onClick={() => setWeights(weights)}>
        by hand
      </button>
    </fieldset>
  );
}

function noteOf({ method, chosen }: ExplorerState): string {
  if (method === 'stack' || !chosen) return '';
  return `chosen ${chosen.on === 'folds' ? 'over folds' : 'on validation'}: ${chosen.weights.map((weight) => number(weight, 2)).join(' / ')}`;
}
