'use client';
import { NativeSelect, SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { ConfusionTable } from '../../charts/draw/ConfusionTable.tsx';
import { Figure } from '../../charts/draw/Figure.tsx';
import { UnitFigure } from '../../charts/draw/UnitFigure.tsx';
import { useScheme } from '../../charts/draw/use-scheme.ts';
import { WeightFigure } from '../../charts/draw/WeightFigure.tsx';
import { metricName, tickText } from '../../charts/prepare/metric-words.ts';
import { runColor } from '../../charts/prepare/run-colors.ts';
import { meanCurve, type UnitLine } from '../../charts/prepare/unit-curve.ts';
import type { FusionMethod } from '@atelier/ml/fusion';
import { count, number } from '../../lib/format.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import { Page, Panel } from '../../ui/Page.tsx';
import { Disputed } from './Disputed.tsx';
import styles from './Fusion.module.css';
import type { Metric, Question } from './fusion-worker.ts';
import { MetricsPanel } from './MetricsPanel.tsx';
import { createEngine, type Measured } from './measure.ts';
import { type MemberRun, namesOf, type Part } from './members.ts';
import { PublishFusion } from './PublishFusion.tsx';
import { useFusionWorker } from './use-fusion-worker.ts';
import { Weights } from './Weights.tsx';

interface ExplorerProps {
  project: ProjectRef;
  runs: readonly MemberRun[];
  test: Part;
  validation: Part | undefined;
}

const methods: { value: FusionMethod; label: string }[] = [
  { value: 'weighted', label: 'weighted mean' },
  { value: 'geometric', label: 'geometric' },
  { value: 'rank', label: 'rank' },
  { value: 'vote', label: 'vote' },
  { value: 'stack', label: 'stacked' },
];

/** Drag a weight: every metric and every curve follows, computed here. The weight is chosen on validation and judged on test. */
export function Explorer({ project, runs, test, validation }: ExplorerProps) {
  const scheme = useScheme();
  const names = useMemo(() => namesOf(runs), [runs]);
  const [method, setMethod] = useState<FusionMethod>('weighted');
  const [metric, setMetric] = useState<Metric>('accuracy');
  const [byHand, setByHand] = useState<readonly number[]>();
  const engine = useMemo(() => createEngine(test, validation), [test, validation]);
  const members = useMemo(() => runs.map((_, index) => engine.member(index)), [engine, runs]);

  const choice = useMemo<Question>(() => ({ ask: 'choose', test, validation, metric, method }), [test, validation, metric, method]);
  const chosen = useFusionWorker(choice);
  const even = useMemo(() => runs.map(() => 1 / runs.length), [runs]);
  const weights = byHand ?? chosen?.chosen?.weights ?? even;
  const fused = useMemo(() => engine.at(method, weights), [engine, method, weights]);
  const gainQuestion = useMemo<Question>(
    () => ({ ask: 'gain', test, validation, metric, method, weights }),
    [test, validation, metric, method, weights],
  );
  const gain = useFusionWorker(gainQuestion, 180);
  const source = method === 'stack' ? 'VALIDATION' : byHand ? 'HAND' : chosen?.chosen ? 'VALIDATION' : 'EQUAL';

  const colors = runs.map((run) => runColor(run.number, scheme));
  const ink = scheme === 'dark' ? '#ece7dc' : '#1d1b18';
  const lines = (pick: (measured: Measured) => { x: ArrayLike<number>; y: ArrayLike<number> }): UnitLine[] => [
    ...members.map((member, index) => ({ label: names[index]!, color: colors[index]!, ...pick(member) })),
    { label: 'fused', color: ink, width: 2, ...pick(fused) },
  ];
  const roc = lines((measured) =>
    measured.roc.length === 1
      ? { x: measured.roc[0]!.falsePositiveRate, y: measured.roc[0]!.truePositiveRate }
      : meanCurve(measured.roc.map((curve) => ({ x: curve.falsePositiveRate, y: curve.truePositiveRate }))),
  );
  const calibration = lines((measured) => ({ x: measured.calibration.predicted, y: measured.calibration.observed }));
  const tableOf = (list: readonly UnitLine[], x: string, y: string) => () => ({
    columns: ['model', x, y],
    rows: list.flatMap((line) =>
      Array.from({ length: line.x.length }, (_, index) => [line.label, line.x[index]!, line.y[index]!] as const),
    ),
  });
  const confusion = rowsOf(fused.confusion, test.classes.length);
  const curve = chosen?.curve;

  return (
    <Page
      title={`Fusion of ${joined(runs.map((run) => `#${run.number}`))}`}
      subtitle={`${runs.map((run) => run.name).join(' × ')} · ${count(test.ids.length)} test works, same split`}
      actions={<PublishFusion project={project} runs={runs} weights={weights} method={method} source={source} metric={metric} />}
    >
      <div className={styles.explorer}>
        <Panel
          title="Weights"
          note={
            chosen?.chosen
              ? `chosen on validation: ${chosen.chosen.weights.map((weight) => number(weight, 2)).join(' / ')}`
              : validation
                ? ''
                : 'no validation predictions'
          }
          className={styles.weights}
        >
          {method !== 'stack' && <Weights names={names} colors={colors} weights={weights} onChange={setByHand} />}
          <fieldset className={styles.methods} aria-label="Method">
            {methods
              .filter((each) => each.value !== 'stack' || validation)
              .map((each) => (
                <button
                  key={each.value}
                  type="button"
                  aria-pressed={method === each.value}
                  onClick={() => {
                    setMethod(each.value);
                    setByHand(undefined);
                  }}
                >
                  {each.label}
                </button>
              ))}
          </fieldset>
          {byHand && chosen?.chosen && (
            <button type="button" className={styles.back} onClick={() => setByHand(undefined)}>
              Back to the weights chosen on validation
            </button>
          )}
          <MetricsPanel names={names} members={members} fused={fused} metric={metric} gain={gain?.gain} />
        </Panel>
        {runs.length === 2 && method === 'weighted' && (
          <Figure
            title={`${metricName(metric)} by weight of ${names[0]}`}
            note={
              <NativeSelect
                aria-label="Metric"
                size="xs"
                variant="unstyled"
                value={metric}
                onChange={(event) => setMetric(event.currentTarget.value as Metric)}
                data={[
                  { value: 'accuracy', label: 'accuracy' },
                  { value: 'macro_f1', label: 'macro F1' },
                  { value: 'auc', label: 'AUC' },
                ]}
              />
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
              weight={weights[0] ?? 0.5}
              color={colors[0]!}
              label={metricName(metric)}
              format={(value) => tickText(metric, value)}
              onPick={(weight) => setByHand([weight, 1 - weight])}
            />
          </Figure>
        )}
        {(runs.length !== 2 || method !== 'weighted') && (
          <Panel title="What is looked at">
            <SegmentedControl
              aria-label="Metric"
              value={metric}
              onChange={(value) => setMetric(value as Metric)}
              data={[
                { value: 'accuracy', label: 'Accuracy' },
                { value: 'macro_f1', label: 'Macro F1' },
                { value: 'auc', label: 'AUC' },
              ]}
            />
          </Panel>
        )}
        <Figure
          title="ROC"
          note={test.classes.length > 2 ? 'macro, one against rest' : ''}
          table={tableOf(roc, 'false positive rate', 'true positive rate')}
        >
          <UnitFigure lines={roc} label="ROC" xLabel="false positive rate" yLabel="true positive rate" diagonal />
        </Figure>
        <Figure
          title="Confusion, fused"
          note="rows: truth"
          table={() => ({ columns: ['truth', ...test.classes], rows: confusion.map((row, index) => [test.classes[index]!, ...row]) })}
        >
          <ConfusionTable classes={test.classes} counts={confusion} label="Confusion matrix of the fusion" />
        </Figure>
        <Figure title="Calibration" note="of the class that is called" table={tableOf(calibration, 'said', 'was')}>
          <UnitFigure lines={calibration} label="Calibration" xLabel="predicted probability" yLabel="observed share" diagonal />
        </Figure>
      </div>
      <Disputed version={runs[0]?.dataset?.id} names={names} runs={runs} test={test} fused={fused} />
    </Page>
  );
}

function rowsOf(confusion: Measured['confusion'], classes: number): number[][] {
  const counts = confusion.counts;
  return Array.from({ length: classes }, (_, row) =>
    Array.from({ length: classes }, (_column, column) => Math.round(counts[row * classes + column]!)),
  );
}

function joined(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
