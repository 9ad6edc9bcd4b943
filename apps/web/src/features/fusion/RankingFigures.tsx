'use client';
import { useMemo } from 'react';
import { Figure, type FigureQuery } from '../../charts/draw/Figure.tsx';
import { UnitFigure } from '../../charts/draw/UnitFigure.tsx';
import type { FigureTable } from '../../charts/prepare/csv.ts';
import { meanCurve, type UnitLine } from '../../charts/prepare/unit-curve.ts';
import { calibrationLine, FEWEST_DRAWN } from './calibration-line.ts';
import type { Member } from './member-words.ts';
import type { ClassFigures, LabelFigures } from './questions.ts';

type Ranked = ClassFigures | LabelFigures;

interface RankingFiguresProps {
  list: readonly Member[];
  members: readonly Ranked[];
  fused: Ranked;
  ink: string;
  note: string;
  query: FigureQuery;
}

export function RocFigure({ list, members, fused, ink, note, query }: RankingFiguresProps) {
  const lines = useLines(list, members, fused, ink, rocOf);
  return (
    <Figure title="ROC" note={note} query={query} table={tableOf(lines)}>
      <UnitFigure lines={lines} label="ROC" xLabel="false positive rate" yLabel="true positive rate" diagonal />
    </Figure>
  );
}

export function CalibrationFigure({ list, members, fused, ink, note, query }: RankingFiguresProps) {
  const lines = useLines(list, members, fused, ink, lineOf);
  const table = () => ({
    columns: ['model', 'said', 'was', 'of'],
    rows: [...members, fused].flatMap(({ calibration: { predicted, observed, counts } }, index) =>
      Array.from(counts, (count, bin) => [list[index]?.name ?? 'fused', predicted[bin]!, observed[bin]!, count]),
    ),
  });
  return (
    <Figure title="Calibration" note={`${note}, ${FEWEST_DRAWN} or more a point`} query={query} table={table}>
      <UnitFigure lines={lines} label="Calibration" xLabel="predicted probability" yLabel="observed share" diagonal />
    </Figure>
  );
}

type Curve = Pick<UnitLine, 'x' | 'y' | 'marks'>;

/** The lines of the members stay the same objects, so that they stay drawn. */
function useLines(
  list: readonly Member[],
  members: readonly Ranked[],
  fused: Ranked,
  ink: string,
  curveOf: (of: Ranked) => Curve,
): UnitLine[] {
  const still = useMemo(
    () => members.map((member, index): UnitLine => ({ label: list[index]!.name, color: list[index]!.color, ...curveOf(member) })),
    [members, list, curveOf],
  );
  return [...still, { label: 'fused', color: ink, width: 2, ...curveOf(fused) }];
}

function rocOf({ roc }: Ranked): Curve {
  const curves = roc.map((curve) => ({ x: curve.falsePositiveRate, y: curve.truePositiveRate }));
  return curves.length === 1 ? curves[0]! : meanCurve(curves);
}

/** With marks, since of few works a single point may be left. */
function lineOf({ calibration }: Ranked): Curve {
  return { ...calibrationLine(calibration), marks: true };
}

function tableOf(list: readonly UnitLine[]): () => FigureTable {
  return () => ({
    columns: ['model', 'false positive rate', 'true positive rate'],
    rows: list.flatMap((line) =>
      Array.from({ length: line.x.length }, (_, index) => [line.label, line.x[index]!, line.y[index]!] as const),
    ),
  });
}
