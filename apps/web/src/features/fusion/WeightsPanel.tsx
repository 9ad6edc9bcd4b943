'use client';
import type { FusionMethod } from '@atelier/ml/fusion';
import { number } from '../../lib/format.ts';
import { Panel } from '../../ui/Page.tsx';
import styles from './Fusion.module.css';
import { MetricsPanel } from './MetricsPanel.tsx';
import type { Measured } from './questions.ts';
import type { ExplorerState } from './use-explorer.ts';
import { Weights } from './Weights.tsx';

const methods: readonly { value: FusionMethod; label: string }[] = [
  { value: 'weighted', label: 'weighted mean' },
  { value: 'geometric', label: 'geometric' },
  { value: 'rank', label: 'rank' },
  { value: 'vote', label: 'vote' },
  { value: 'stack', label: 'stacked' },
];

interface WeightsPanelProps {
  explorer: ExplorerState;
  names: readonly string[];
  colors: readonly string[];
  members: readonly Measured[];
  fused: Measured;
  hasValidation: boolean;
}

/** Weights, the way they are used, and what they are worth. */
export function WeightsPanel({ explorer, names, colors, members, fused, hasValidation }: WeightsPanelProps) {
  const { method, metric, weights, byHand, chosen, gain, setWeights, setMethod } = explorer;
  const note = chosen
    ? `chosen on validation: ${chosen.weights.map((weight) => number(weight, 2)).join(' / ')}`
    : hasValidation
      ? ''
      : 'no validation predictions';
  return (
    <Panel title="Weights" note={note} className={styles.weights}>
      {method !== 'stack' && <Weights names={names} colors={colors} weights={weights} onChange={setWeights} />}
      <fieldset className={styles.methods} aria-label="Method">
        {methods
          .filter((each) => each.value !== 'stack' || hasValidation)
          .map((each) => (
            <button key={each.value} type="button" aria-pressed={method === each.value} onClick={() => setMethod(each.value)}>
              {each.label}
            </button>
          ))}
      </fieldset>
      {byHand && chosen && (
        <button type="button" className={styles.back} onClick={() => setWeights(undefined)}>
          Back to the weights chosen on validation
        </button>
      )}
      <MetricsPanel names={names} members={members} fused={fused} metric={metric} gain={gain} />
    </Panel>
  );
}
