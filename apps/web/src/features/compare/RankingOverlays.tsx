'use client';
import { NativeSelect } from '@mantine/core';
import { useMemo } from 'react';
import { Figure, type FigureQuery } from '../../charts/draw/Figure.tsx';
import { UnitFigure } from '../../charts/draw/UnitFigure.tsx';
import { useScheme } from '../../charts/draw/use-scheme.ts';
import { detLine, detTicks } from '../../charts/prepare/det.ts';
import { runColor, runDash, type Scheme } from '../../charts/prepare/run-colors.ts';
import type { UnitLine } from '../../charts/prepare/unit-curve.ts';
import { unpackF64s } from '../../lib/packed.ts';
import styles from './Compare.module.css';
import type { JudgedRun } from './compared-run.ts';
import { RunKey } from './RunKey.tsx';

type Packed = readonly { name: string; x: string; y: string }[];

interface RankingOverlaysProps {
  runs: readonly JudgedRun[];
  /** A class; empty: the mean over all of them. */
  chosen: string;
  onChoose: (name: string) => void;
  query: FigureQuery;
}

/** ROC, precision and recall, error trade-off and calibration of all runs, of the mean over classes or of one. */
export function RankingOverlays({ runs, chosen, onChoose, query }: RankingOverlaysProps) {
  const scheme = useScheme();
  const { classes } = runs[0]!.evaluation!;
  const one = classes.includes(chosen) ? chosen : '';
  const lines = useMemo(() => linesOf(runs, one, scheme), [runs, one, scheme]);
  const ofTwo = lines.roc.length > 0 && runs[0]!.evaluation!.roc.length === 1;
  const note = one || (ofTwo ? '' : 'mean of classes');
  return (
    <>
      <div className={styles.choice}>
        {classes.length > 1 && !ofTwo && (
          <NativeSelect
            label="Curves of"
            size="xs"
            w={220}
            value={one}
            onChange={(event) => onChoose(event.currentTarget.value)}
            data={[{ value: '', label: 'all classes, their mean' }, ...classes]}
          />
        )}
        <RunKey runs={runs} />
      </div>
      <div className={styles.pairs}>
        <Figure title="ROC" note={note} query={query} table={tableOf(lines.roc, 'false positive rate', 'true positive rate')}>
          <UnitFigure lines={lines.roc} label="ROC" xLabel="false positive rate" yLabel="true positive rate" diagonal />
        </Figure>
        <Figure title="Precision and recall" note={note} query={query} table={tableOf(lines.precisionRecall, 'recall', 'precision')}>
          <UnitFigure lines={lines.precisionRecall} label="Precision and recall" xLabel="recall" yLabel="precision" />
        </Figure>
        <Figure
          title="Detection error trade-off"
          note={note}
          query={query}
          table={tableOf(
            lines.roc.map((line) => ({ ...line, y: Float64Array.from(line.y, (rate) => 1 - rate) })),
            'false positive rate',
            'false negative rate',
          )}
        >
          <UnitFigure
            lines={lines.roc.map(detLine)}
            label="Detection error trade-off"
            xLabel="false positive rate"
            yLabel="false negative rate"
            ticks={detTicks}
          />
        </Figure>
        <Figure title="Calibration" note={lines.calibrated} query={query} table={tableOf(lines.calibration, 'said', 'was')}>
          <UnitFigure lines={lines.calibration} label="Calibration" xLabel="predicted probability" yLabel="observed share" diagonal />
        </Figure>
      </div>
    </>
  );
}

function linesOf(runs: readonly JudgedRun[], chosen: string, scheme: Scheme) {
  const numbers = runs.map((run) => run.number);
  const of = (pick: (evaluation: NonNullable<JudgedRun['evaluation']>) => Packed, name: string): UnitLine[] =>
    runs.flatMap((run) => {
      const curves = pick(run.evaluation!);
      const curve = curves.find((each) => each.name === name) ?? (curves.length === 1 ? curves[0] : undefined);
      if (!curve) return [];
      const dash = runDash(run.number, numbers);
      return [
        {
          label: `#${run.number} ${run.name}`,
          color: runColor(run.number, scheme),
          ...(dash !== undefined && { dash: typeof dash === 'string' ? dash : dash.join(' ') }),
          x: unpackF64s(curve.x),
          y: unpackF64s(curve.y),
        },
      ];
    });
  // Calibration is of one class at a time: there is no mean of it.
  const calibrations = runs[0]!.evaluation!.calibration;
  const calibrated = chosen || (calibrations.length > 1 ? calibrations[0]!.name : '');
  return {
    roc: of((evaluation) => evaluation.roc, chosen || 'macro'),
    precisionRecall: of((evaluation) => evaluation.precisionRecall, chosen || 'macro'),
    calibration: of((evaluation) => evaluation.calibration, calibrated),
    calibrated: calibrated && `of ${calibrated}`,
  };
}

function tableOf(lines: readonly UnitLine[], x: string, y: string) {
  return () => ({
    columns: ['run', x, y],
    rows: lines.flatMap((line) =>
      Array.from({ length: line.x.length }, (_, index) => [line.label, line.x[index]!, line.y[index]!] as const),
    ),
  });
}
