'use client';
import { ConfusionTable } from '../../charts/draw/ConfusionTable.tsx';
import { Figure, type FigureQuery } from '../../charts/draw/Figure.tsx';
import type { Member } from './member-words.ts';
import type { ClassFigures as Drawn } from './questions.ts';
import { CalibrationFigure, RocFigure } from './RankingFigures.tsx';

interface ClassFiguresProps {
  classes: readonly string[];
  list: readonly Member[];
  members: readonly Drawn[];
  fused: Drawn;
  ink: string;
  query: FigureQuery;
}

/** ROC, confusion and calibration of members that call one class of each work. */
export function ClassFigures({ classes, ...ranked }: ClassFiguresProps) {
  const { fused, query } = ranked;
  const confusion = rowsOf(fused.confusion, classes.length);
  return (
    <>
      <RocFigure {...ranked} note={classes.length > 2 ? 'macro, one against rest' : ''} />
      <Figure
        title="Confusion, fused"
        note="rows: truth"
        query={query}
        table={() => ({ columns: ['truth', ...classes], rows: confusion.map((row, index) => [classes[index]!, ...row]) })}
      >
        <ConfusionTable classes={classes} counts={confusion} label="Confusion matrix of the fusion" />
      </Figure>
      <CalibrationFigure {...ranked} note="of the called class" />
    </>
  );
}

function rowsOf({ counts }: Drawn['confusion'], classes: number): number[][] {
  return Array.from({ length: classes }, (_, row) =>
    Array.from({ length: classes }, (_column, column) => Math.round(counts[row * classes + column]!)),
  );
}
