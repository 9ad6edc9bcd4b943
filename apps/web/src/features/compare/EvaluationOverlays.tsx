'use client';
import { NativeSelect } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Figure } from '../../charts/draw/Figure.tsx';
import { UnitFigure } from '../../charts/draw/UnitFigure.tsx';
import { useScheme } from '../../charts/draw/use-scheme.ts';
import { runColor } from '../../charts/prepare/run-colors.ts';
import { meanCurve, type UnitLine } from '../../charts/prepare/unit-curve.ts';
import { unpackF64s } from '../../lib/packed.ts';
import styles from './Compare.module.css';
import type { ComparedRun } from './MetricsTable.tsx';

type Packed = readonly { name: string; x: string; y: string }[];

/** ROC and calibration of all runs in one frame: of the mean over classes, or of one class. */
export function EvaluationOverlays({ runs }: { runs: readonly ComparedRun[] }) {
  const scheme = useScheme();
  const evaluated = runs.filter((run) => run.evaluation && run.evaluation.roc.length > 0);
  const classes = evaluated[0]?.evaluation?.roc.map((curve) => curve.name) ?? [];
  const [chosen, setChosen] = useState('');
  const lines = useMemo(() => {
    const of = (pick: (run: ComparedRun) => Packed, mean: boolean): UnitLine[] =>
      evaluated.map((run) => {
        const curves = pick(run)
          .filter((curve) => !chosen || curve.name === chosen)
          .map((curve) => ({ x: unpackF64s(curve.x), y: unpackF64s(curve.y) }));
        const curve = curves.length === 1 || !mean ? curves[0] : meanCurve(curves);
        return { label: `#${run.number} ${run.name}`, color: runColor(run.number, scheme), x: curve?.x ?? [], y: curve?.y ?? [] };
      });
    return { roc: of((run) => run.evaluation?.roc ?? [], true), calibration: of((run) => run.evaluation?.calibration ?? [], false) };
  }, [evaluated, chosen, scheme]);
  if (evaluated.length === 0) return null;
  const tableOf = (list: readonly UnitLine[], x: string, y: string) => () => ({
    columns: ['run', x, y],
    rows: list.flatMap((line) =>
      Array.from({ length: line.x.length }, (_, index) => [line.label, line.x[index]!, line.y[index]!] as const),
    ),
  });
  const shownClass = chosen || classes[0] || '';
  return (
    <div className={styles.figures}>
      <Figure
        title="ROC"
        note={
          classes.length > 1 ? (
            <NativeSelect
              aria-label="Class"
              size="xs"
              variant="unstyled"
              value={chosen}
              onChange={(event) => setChosen(event.currentTarget.value)}
              data={[{ value: '', label: 'macro, one against rest' }, ...classes]}
            />
          ) : (
            ''
          )
        }
        table={tableOf(lines.roc, 'false positive rate', 'true positive rate')}
      >
        <UnitFigure lines={lines.roc} label="ROC" xLabel="false positive rate" yLabel="true positive rate" diagonal />
      </Figure>
      <Figure title="Calibration" note={classes.length > 1 ? `of ${shownClass}` : ''} table={tableOf(lines.calibration, 'said', 'was')}>
        <UnitFigure lines={lines.calibration} label="Calibration" xLabel="predicted probability" yLabel="observed share" diagonal />
      </Figure>
    </div>
  );
}
