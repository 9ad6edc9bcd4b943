'use client';
import { Figure, type FigureQuery } from '../../charts/draw/Figure.tsx';
import { ImportanceFigure } from '../../charts/draw/ImportanceFigure.tsx';
import { columnOf } from './columns.ts';
import { FigureProblem } from './FigureProblem.tsx';
import type { ImportanceState } from './use-importance.ts';

interface ImportancePanelProps {
  found: ImportanceState;
  outcome: string;
  note: string;
  query: FigureQuery;
  /** A param to look at more closely. */
  onChoose: (param: string) => void;
}

const title = 'What it depends on';

/** Which params go with the outcome, and how. */
export function ImportancePanel({ found: { importance, is, retry }, outcome, note, query, onChoose }: ImportancePanelProps) {
  if (is === 'failed') return <FigureProblem title={title} problem={{ message: 'This browser could not compute it.' }} onRetry={retry} />;
  return (
    <Figure
      title={title}
      note={note}
      query={query}
      table={() => ({
        columns: [`param, for ${columnOf({ name: outcome }).title}`, 'importance', 'rank correlation'],
        rows: (importance?.params ?? []).map((param) => [param.name, param.importance, param.correlation]),
      })}
    >
      {importance ? (
        <ImportanceFigure importance={importance} onChoose={onChoose} />
      ) : (
        <p className="muted">
          {is === 'waiting' ? 'Computing…' : 'At least ten runs with a result are needed, and params that differ among them.'}
        </p>
      )}
    </Figure>
  );
}
