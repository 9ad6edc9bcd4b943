'use client';
import { NativeSelect } from '@mantine/core';
import { Figure, type FigureQuery } from '../../charts/draw/Figure.tsx';
import type { HighlightedRun } from '../../charts/draw/ParallelFigure.tsx';
import { ScatterFigure } from '../../charts/draw/ScatterFigure.tsx';
import type { Brushes, PlotColumn } from '../../charts/prepare/parallel.ts';
import { scatterOf } from '../../charts/prepare/scatter.ts';
import type { KnownColumn } from './BoardFigures.tsx';
import styles from './Board.module.css';
import { columnOf } from './columns.ts';
import { point } from './hover.ts';
import type { Row } from './row.ts';
import { sampleTable } from './sample-values.ts';

interface ScatterPanelProps {
  rows: readonly Row[];
  values: readonly PlotColumn[];
  /** What can be chosen. */
  columns: readonly KnownColumn[];
  across: string;
  up: string;
  note: string;
  query: FigureQuery;
  brushes: Brushes;
  onBrush: (brushes: Brushes) => void;
  highlighted: readonly HighlightedRun[];
  pointed: HighlightedRun | undefined;
  onChoose: (across: string, up: string) => void;
  onOpen: (id: string) => void;
}

/** One column over another, each chosen: a dot per run. */
export function ScatterPanel(props: ScatterPanelProps) {
  const { rows, values, columns, across, up, note, query, brushes, onBrush, highlighted, pointed, onChoose, onOpen } = props;
  const [x, y] = [across, up].map((name) => values.find((column) => column.name === name));
  const plot = x && y && scatterOf(x, y);
  const titleOf = (name: string) => ({ name, title: columnOf({ name }).title });
  const choices = columns
    .filter((column) => column.count > 1)
    .map(({ name }) => {
      const { title } = columnOf({ name });
      return { value: name, label: title === name ? name : `${title} (${name})` };
    });
  return (
    <Figure title="Scatter" note={note} query={query} table={() => sampleTable(rows, values, [across, up])}>
      <div className={styles.axes}>
        <NativeSelect
          aria-label="Up"
          size="xs"
          value={up}
          onChange={(event) => onChoose(across, event.currentTarget.value)}
          data={choices}
        />
        <NativeSelect
          aria-label="Across"
          size="xs"
          value={across}
          onChange={(event) => onChoose(event.currentTarget.value, up)}
          data={choices}
        />
      </div>
      {plot ? (
        <ScatterFigure
          plot={plot}
          across={titleOf(across)}
          up={titleOf(up)}
          brushes={brushes}
          onBrush={onBrush}
          highlighted={highlighted}
          pointed={pointed}
          onPoint={(run) => point(rows[run]?.id)}
          onOpen={(run) => onOpen(rows[run]!.id)}
        />
      ) : (
        <p className="muted">These runs do not differ there.</p>
      )}
    </Figure>
  );
}
