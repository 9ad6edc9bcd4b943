'use client';
import { NativeSelect } from '@mantine/core';
import { useMemo } from 'react';
import { ConfusionTable } from '../../charts/draw/ConfusionTable.tsx';
import { Figure } from '../../charts/draw/Figure.tsx';
import { RunDot } from '../../charts/draw/RunDot.tsx';
import { UnitFigure } from '../../charts/draw/UnitFigure.tsx';
import { useScheme } from '../../charts/draw/use-scheme.ts';
import { detLine, detTicks } from '../../charts/prepare/det.ts';
import { runColor } from '../../charts/prepare/run-colors.ts';
import type { UnitLine } from '../../charts/prepare/unit-curve.ts';
import { unpackF64s } from '../../lib/packed.ts';
import { useQueryState } from '../../lib/query-state.ts';
import { Panel } from '../../ui/Page.tsx';
import { ClassTable } from './ClassTable.tsx';
import styles from './Compare.module.css';
import type { ComparedRun } from './MetricsTable.tsx';

type Packed = readonly { name: string; x: string; y: string }[];

/** Curves of all runs in one frame, of the mean over classes or of one; their confusions side by side; and each class. */
export function EvaluationOverlays({ runs }: { runs: readonly ComparedRun[] }) {
  const scheme = useScheme();
  const evaluated = useMemo(() => runs.filter((run) => run.evaluation && run.evaluation.roc.length > 0), [runs]);
  const classes = useMemo(() => evaluated[0]?.evaluation?.classes ?? [], [evaluated]);
  const [chosen, setChosen] = useQueryState('class');
  const lines = useMemo(() => {
    const of = (pick: (run: ComparedRun) => Packed): UnitLine[] =>
      evaluated.flatMap((run) => {
        const curves = pick(run).map((curve) => ({ ...curve, x: unpackF64s(curve.x), y: unpackF64s(curve.y) }));
        const curve = curves.find((each) => each.name === (chosen || 'macro')) ?? (curves.length === 1 ? curves[0] : undefined);
        return curve ? [{ label: `#${run.number} ${run.name}`, color: runColor(run.number, scheme), x: curve.x, y: curve.y }] : [];
      });
    const roc = of((run) => run.evaluation?.roc ?? []);
    return {
      roc,
      precisionRecall: of((run) => run.evaluation?.precisionRecall ?? []),
      calibration: of(
        (run) =>
          run.evaluation?.calibration
            .filter((curve) => curve.name === (chosen || classes[0]))
            .map((curve) => ({ ...curve, name: chosen || 'macro' })) ?? [],
      ),
      det: roc.map(detLine),
    };
  }, [evaluated, classes, chosen, scheme]);
  if (evaluated.length === 0) return null;
  const tableOf = (list: readonly UnitLine[], x: string, y: string) => () => ({
    columns: ['run', x, y],
    rows: list.flatMap((line) =>
      Array.from({ length: line.x.length }, (_, index) => [line.label, line.x[index]!, line.y[index]!] as const),
    ),
  });
  const whole = classes.length > 1 && !chosen ? 'macro, one against rest' : chosen;
  return (
    <>
      {classes.length > 1 && (
        <NativeSelect
          label="Curves of"
          size="xs"
          w={260}
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={[{ value: '', label: 'all classes: mean of one against rest' }, ...classes]}
        />
      )}
      <div className={styles.figures}>
        <Figure title="ROC" note={whole} table={tableOf(lines.roc, 'false positive rate', 'true positive rate')}>
          <UnitFigure lines={lines.roc} label="ROC" xLabel="false positive rate" yLabel="true positive rate" diagonal />
        </Figure>
        <Figure title="Precision and recall" note={whole} table={tableOf(lines.precisionRecall, 'recall', 'precision')}>
          <UnitFigure lines={lines.precisionRecall} label="Precision and recall" xLabel="recall" yLabel="precision" />
        </Figure>
        <Figure
          title="Detection error trade-off"
          note={whole}
          table={tableOf(
            lines.roc.map((line) => ({ ...line, y: Float64Array.from(line.y, (rate) => 1 - rate) })),
            'false positive rate',
            'false negative rate',
          )}
        >
          <UnitFigure
            lines={lines.det}
            label="Detection error trade-off"
            xLabel="false positive rate"
            yLabel="false negative rate"
            ticks={detTicks}
          />
        </Figure>
        <Figure
          title="Calibration"
          note={classes.length > 1 ? `of ${chosen || classes[0]}` : ''}
          table={tableOf(lines.calibration, 'said', 'was')}
        >
          <UnitFigure lines={lines.calibration} label="Calibration" xLabel="predicted probability" yLabel="observed share" diagonal />
        </Figure>
      </div>
      <Panel title="Confusion, side by side" note="rows are the truth" className={styles.wide}>
        <div className={styles.confusions} tabIndex={0}>
          {evaluated.map((run) => (
            <section key={run.id}>
              <h3>
                <RunDot number={run.number} /> {run.name} #{run.number}
              </h3>
              <ConfusionTable
                classes={run.evaluation!.classes}
                counts={run.evaluation!.confusion}
                label={`Confusion matrix of run ${run.number}`}
              />
            </section>
          ))}
        </div>
      </Panel>
      {classes.length > 1 && <ClassTable runs={evaluated} onChoose={(name) => setChosen(name === chosen ? '' : name)} />}
    </>
  );
}
