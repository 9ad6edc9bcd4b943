'use client';
import { memo, useMemo } from 'react';
import type { FigureQuery } from '../../charts/draw/Figure.tsx';
import { useScheme } from '../../charts/draw/use-scheme.ts';
import { ClassFigures } from './ClassFigures.tsx';
import { LabelFigures } from './LabelFigures.tsx';
import type { Part } from './members.ts';
import type { Member } from './member-words.ts';
import type { ClassFigures as DrawnClasses, LabelFigures as Drawn, Measured } from './questions.ts';
import { ValueFigures } from './ValueFigures.tsx';

interface CurvesProps {
  part: Part;
  list: readonly Member[];
  members: readonly Measured[];
  fused: Measured;
  query: FigureQuery;
}

/** What is predicted, in figures: the members stand still, the fusion moves. Drawn when it was measured, not when a weight moves. */
export const Curves = memo(function Curves({ part, list, members, fused, query }: CurvesProps) {
  const ink = useScheme() === 'dark' ? '#ece7dc' : '#1d1b18';
  const still = useMemo(() => members.map(({ figures }) => figures), [members]);
  const { figures } = fused;
  if (part.task === 'values' && figures.task === 'values')
    return <ValueFigures outputs={part.outputs} samples={part.ids.length} fused={figures} ink={ink} query={query} />;
  if (part.task === 'labels' && figures.task === 'labels')
    return <LabelFigures labels={part.classes} list={list} members={still as Drawn[]} fused={figures} ink={ink} query={query} />;
  if (part.task === 'classes' && figures.task === 'classes')
    return <ClassFigures classes={part.classes} list={list} members={still as DrawnClasses[]} fused={figures} ink={ink} query={query} />;
  return null;
});
