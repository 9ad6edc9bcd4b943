'use client';
import { NativeSelect, SegmentedControl } from '@mantine/core';
import { Figure } from '../../charts/draw/Figure.tsx';
import { SimplexFigure } from '../../charts/draw/SimplexFigure.tsx';
import { WeightFigure } from '../../charts/draw/WeightFigure.tsx';
import { metricName, tickText } from '../../charts/prepare/metric-words.ts';
import { Panel } from '../../ui/Page.tsx';
import styles from './Fusion.module.css';
import { withWeight } from './line-through.ts';
import type { Metric } from './questions.ts';
import type { ExplorerState } from './use-explorer.ts';

interface MetricByWeightProps {
  explorer: ExplorerState;
  names: readonly string[];
  colors: readonly string[];
}

const metrics: { value: Metric; label: string }[] = [
  { value: 'accuracy', label: 'accuracy' },
  { value: 'macro_f1', label: 'macro F1' },
  { value: 'auc', label: 'AUC' },
];

/** The metric over the weights: of two members a curve, of three a triangle and a curve through it, of more a curve for each. */
export function MetricByWeight({ explorer, names, colors }: MetricByWeightProps) {
  const { method, metric, setMetric } = explorer;
  if (method !== 'weighted')
    return (
      <Panel title="What is looked at">
        <SegmentedControl aria-label="Metric" value={metric} onChange={(value) => setMetric(value as Metric)} data={metrics} />
      </Panel>
    );
  return (
    <>
      {names.length === 3 && <AllWeights explorer={explorer} names={names} colors={colors} />}
      <OneWeight explorer={explorer} names={names} colors={colors} />
    </>
  );
}

function AllWeights({ explorer: { metric, weights, landscape, setWeights }, names, colors }: MetricByWeightProps) {
  return (
    <Figure
      title={`${metricName(metric)} by all weights`}
      note={landscape && `on ${landscape.by}`}
      table={() => ({
        columns: [...names, metricName(metric)],
        rows: (landscape?.weights ?? []).map((shares, index) => [...Array.from(shares), landscape?.values[index] ?? '']),
      })}
    >
      <SimplexFigure
        names={names}
        colors={colors}
        weights={weights}
        surface={landscape}
        label={metricName(metric)}
        format={formats[metric]}
        onPick={setWeights}
      />
      <p className={styles.legend}>darker is better; ringed the best, dotted what these works cannot tell from it</p>
    </Figure>
  );
}

function OneWeight({ explorer, names, colors }: MetricByWeightProps) {
  const { metric, weights, followed, curve, setMetric, setFollowed, setWeights } = explorer;
  return (
    <Figure
      title={`${metricName(metric)} by weight of ${names[followed]}`}
      note={
        <>
          {names.length > 2 && (
            <NativeSelect
              aria-label="Member"
              size="xs"
              variant="unstyled"
              value={followed}
              onChange={(event) => setFollowed(Number(event.currentTarget.value))}
              data={names.map((name, index) => ({ value: String(index), label: name }))}
            />
          )}
          <NativeSelect
            aria-label="Metric"
            size="xs"
            variant="unstyled"
            value={metric}
            onChange={(event) => setMetric(event.currentTarget.value as Metric)}
            data={metrics}
          />
        </>
      }
      table={() => ({
        columns: ['weight', 'validation', 'test', 'low', 'high'],
        rows: Array.from(curve?.weights ?? [], (weight, index) => [
          weight,
          curve?.validation?.[index] ?? '',
          curve?.test[index] ?? '',
          curve?.low[index] ?? '',
          curve?.high[index] ?? '',
        ]),
      })}
    >
      <WeightFigure
        curve={curve}
        weight={weights[followed] ?? 0.5}
        color={colors[followed]!}
        label={metricName(metric)}
        format={formats[metric]}
        onPick={(weight) => setWeights(withWeight(weights, followed, weight))}
      />
    </Figure>
  );
}

/** One function each, so that what is drawn once stays drawn. */
const formats: Record<Metric, (value: number) => string> = {
  accuracy: (value) => tickText('accuracy', value),
  macro_f1: (value) => tickText('macro_f1', value),
  auc: (value) => tickText('auc', value),
};
