'use client';
import { NativeSelect } from '@mantine/core';
import { Figure, type FigureQuery } from '../../charts/draw/Figure.tsx';
import { SimplexFigure } from '../../charts/draw/SimplexFigure.tsx';
import { WeightFigure } from '../../charts/draw/WeightFigure.tsx';
import { metricName, tickText } from '../../charts/prepare/metric-words.ts';
import { withWeight } from '../../charts/prepare/weights.ts';
import { type FusionMethod, SuggestFusionDocument } from '../../generated/fusion.ts';
import { Panel } from '../../ui/Page.tsx';
import styles from './Curve.module.css';
import type { Member } from './member-words.ts';
import { isCost, type Metric, tasks } from './tasks.ts';
import type { ExplorerState } from './use-explorer.ts';

interface MetricByWeightProps {
  explorer: ExplorerState;
  list: readonly Member[];
}

/** The metric over the weights: of two members a curve, of three a triangle and a curve through it, of more a curve for each. */
export function MetricByWeight({ explorer, list }: MetricByWeightProps) {
  const { method, metric } = explorer;
  if (method === 'stack')
    return (
      <Panel title={`${metricName(metric)} by weight`} note={<MetricSelect explorer={explorer} />}>
        <p className="muted" style={{ margin: 0 }}>
          What is learned has no weights to move: how far each member is trusted depends on the class.
        </p>
      </Panel>
    );
  const query = {
    document: SuggestFusionDocument,
    variables: { runs: list.map(({ id }) => id), metric, method: method.toUpperCase() as FusionMethod },
  };
  return (
    <>
      {list.length === 3 && <AllWeights explorer={explorer} list={list} query={query} />}
      <OneWeight explorer={explorer} list={list} query={query} />
    </>
  );
}

type FigureProps = MetricByWeightProps & { query: FigureQuery };

function AllWeights({ explorer: { metric, weights, landscape, setWeights }, list, query }: FigureProps) {
  const names = list.map(({ name }) => name);
  const better = isCost(metric) ? 'the stronger the colour, the less, which is better' : 'the stronger the colour, the better';
  const hasAlike = landscape !== undefined && landscape.alike.length > 0;
  return (
    <Figure
      title={`${metricName(metric)} by all weights`}
      note={landscape && `on ${landscape.by}`}
      query={query}
      table={() => ({
        columns: [...names, metricName(metric)],
        rows: (landscape?.weights ?? []).map((shares, index) => [...Array.from(shares), landscape?.values[index] ?? '']),
      })}
    >
      <SimplexFigure
        names={names}
        colors={list.map(({ color }) => color)}
        weights={weights}
        surface={landscape}
        label={metricName(metric)}
        lowerIsBetter={isCost(metric)}
        format={formats[metric]}
        onPick={setWeights}
      />
      <p className={styles.legend}>
        {better}; ringed the best{hasAlike && ', dotted what these works cannot tell from it'}
      </p>
    </Figure>
  );
}

function OneWeight({ explorer, list, query }: FigureProps) {
  const { metric, weights, followed, curve, setFollowed, setWeights } = explorer;
  const { name, color } = list[followed]!;
  return (
    <Figure
      title={`${metricName(metric)} by weight of ${name}`}
      query={query}
      note={
        <>
          {list.length > 2 && (
            <NativeSelect
              aria-label="Member"
              size="xs"
              variant="unstyled"
              classNames={{ input: styles.inTitle }}
              value={followed}
              onChange={(event) => setFollowed(Number(event.currentTarget.value))}
              data={list.map((member, index) => ({ value: String(index), label: member.name }))}
            />
          )}
          <MetricSelect explorer={explorer} />
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
        color={color}
        label={metricName(metric)}
        format={formats[metric]}
        onPick={(weight) => setWeights(withWeight(weights, followed, weight))}
      />
    </Figure>
  );
}

function MetricSelect({ explorer: { task, metric, setMetric } }: Pick<MetricByWeightProps, 'explorer'>) {
  return (
    <NativeSelect
      aria-label="Metric"
      size="xs"
      variant="unstyled"
      classNames={{ input: styles.inTitle }}
      value={metric}
      onChange={(event) => setMetric(event.currentTarget.value as Metric)}
      data={tasks[task].metrics.map((each) => ({ value: each, label: metricName(each) }))}
    />
  );
}

/** One function each, so that what is drawn once stays drawn. */
const formats = Object.fromEntries(
  Object.values(tasks).flatMap(({ metrics }) => metrics.map((metric) => [metric, (value: number) => tickText(metric, value)])),
) as Record<Metric, (value: number) => string>;
