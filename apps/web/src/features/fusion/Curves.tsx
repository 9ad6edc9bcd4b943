'use client';
import { memo, useMemo } from 'react';
import { ConfusionTable } from '../../charts/draw/ConfusionTable.tsx';
import { Figure } from '../../charts/draw/Figure.tsx';
import type { FigureTable } from '../../charts/prepare/csv.ts';
import { UnitFigure } from '../../charts/draw/UnitFigure.tsx';
import { useScheme } from '../../charts/draw/use-scheme.ts';
import { meanCurve, type UnitLine } from '../../charts/prepare/unit-curve.ts';
import type { Measured } from './questions.ts';

interface CurvesProps {
  classes: readonly string[];
  names: readonly string[];
  colors: readonly string[];
  members: readonly Measured[];
  fused: Measured;
}

/** ROC, confusion and calibration: the members stand still, the fusion moves. Drawn when it was measured, not when a weight moves. */
export const Curves = memo(function Curves({ classes, names, colors, members, fused }: CurvesProps) {
  const ink = useScheme() === 'dark' ? '#ece7dc' : '#1d1b18';
  const still = useMemo(() => {
    const style = (index: number) => ({ label: names[index]!, color: colors[index]! });
    return {
      roc: members.map((member, index): UnitLine => ({ ...style(index), ...rocOf(member) })),
      calibration: members.map((member, index): UnitLine => ({ ...style(index), ...calibrationOf(member) })),
    };
  }, [members, names, colors]);
  const own = { label: 'fused', color: ink, width: 2 };
  const roc: UnitLine[] = [...still.roc, { ...own, ...rocOf(fused) }];
  const calibration: UnitLine[] = [...still.calibration, { ...own, ...calibrationOf(fused) }];
  const confusion = rowsOf(fused.confusion, classes.length);
  return (
    <>
      <Figure
        title="ROC"
        note={classes.length > 2 ? 'macro, one against rest' : ''}
        table={tableOf(roc, 'false positive rate', 'true positive rate')}
      >
        <UnitFigure lines={roc} label="ROC" xLabel="false positive rate" yLabel="true positive rate" diagonal />
      </Figure>
      <Figure
        title="Confusion, fused"
        note="rows: truth"
        table={() => ({ columns: ['truth', ...classes], rows: confusion.map((row, index) => [classes[index]!, ...row]) })}
      >
        <ConfusionTable classes={classes} counts={confusion} label="Confusion matrix of the fusion" />
      </Figure>
      <Figure title="Calibration" note="of the class that is called" table={tableOf(calibration, 'said', 'was')}>
        <UnitFigure lines={calibration} label="Calibration" xLabel="predicted probability" yLabel="observed share" diagonal />
      </Figure>
    </>
  );
});

type Curve = { x: ArrayLike<number>; y: ArrayLike<number> };

function rocOf({ roc }: Measured): Curve {
  const curves = roc.map((curve) => ({ x: curve.falsePositiveRate, y: curve.truePositiveRate }));
  return curves.length === 1 ? curves[0]! : meanCurve(curves);
}

function calibrationOf({ calibration }: Measured): Curve {
  return { x: calibration.predicted, y: calibration.observed };
}

function tableOf(list: readonly UnitLine[], x: string, y: string): () => FigureTable {
  return () => ({
    columns: ['model', x, y],
    rows: list.flatMap((line) =>
      Array.from({ length: line.x.length }, (_, index) => [line.label, line.x[index]!, line.y[index]!] as const),
    ),
  });
}

function rowsOf({ counts }: Measured['confusion'], classes: number): number[][] {
  return Array.from({ length: classes }, (_, row) =>
    Array.from({ length: classes }, (_column, column) => Math.round(counts[row * classes + column]!)),
  );
}
