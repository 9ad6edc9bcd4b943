'use client';
import { NativeSelect } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import { Figure } from '../../charts/draw/Figure.tsx';
import { ImportanceFigure } from '../../charts/draw/ImportanceFigure.tsx';
import { type HighlightedRun, ParallelFigure } from '../../charts/draw/ParallelFigure.tsx';
import { ScatterFigure } from '../../charts/draw/ScatterFigure.tsx';
import { useScheme } from '../../charts/draw/use-scheme.ts';
import { type Brushes, brushed, conditionOf, type PlotColumn, parallelAxes } from '../../charts/prepare/parallel.ts';
import { runColor } from '../../charts/prepare/run-colors.ts';
import { scatterOf } from '../../charts/prepare/scatter.ts';
import { valueWord } from '../../charts/prepare/value-scale.ts';
import { count, plural } from '../../lib/format.ts';
import { BoardRunsDocument } from '../../generated/board.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import type { KnownColumn } from './BoardFigures.tsx';
import styles from './Board.module.css';
import type { BoardState } from './board-state.ts';
import { columnOf } from './columns.ts';
import { withCondition } from './completion.ts';
import { hold, point, usePointed } from './hover.ts';
import type { ChangeBoard } from './use-board-state.ts';
import { useImportance } from './use-importance.ts';
import { type Sample, sampleQuestion, useSample } from './use-sample.ts';

interface SampleFiguresProps {
  project: ProjectRef;
  state: BoardState;
  change: ChangeBoard;
  columns: readonly KnownColumn[];
  /** The column that the figures are about. */
  outcome: string;
  brushes: Brushes;
  onBrush: (brushes: Brushes) => void;
  onOpen: (id: string) => void;
}

/** More params than this are not looked at; those that most runs have come first. */
const mostParams = 40;
const mostAxes = 5;

/** Parallel coordinates, scatter and importance: all of the same runs. */
export function SampleFigures({ project, state, change, columns, outcome, brushes, onBrush, onOpen }: SampleFiguresProps) {
  const across = state.scatter?.[0];
  const names = useMemo(() => {
    const params = columns
      .filter((column) => column.kind === 'PARAM' && (column.isNumber ? column.min !== column.max : column.examples.length > 1))
      .sort((a, b) => b.count - a.count)
      .slice(0, mostParams)
      .map((column) => column.name);
    return [...new Set([...params, ...(across ? [across] : []), outcome])];
  }, [columns, across, outcome]);
  const sample = useSample(project, state, names, undefined);
  const values = useMemo(() => valuesOf(sample, names), [sample, names]);
  const importance = useImportance(values, outcome);
  const axes = useMemo(() => {
    const ranked = importance?.params.map((param) => param.name) ?? names.filter((name) => name !== outcome);
    // What is held on an axis keeps it in sight.
    const chosen = [...new Set([...Object.keys(brushes).filter((name) => name !== outcome && names.includes(name)), ...ranked])].slice(
      0,
      mostAxes,
    );
    return axesOf(values, [...chosen, outcome]);
  }, [importance, names, values, outcome, brushes]);
  // Runs that a brush leaves out are dim in the table.
  const brushedAxes = useMemo(() => axesOf(values, Object.keys(brushes)), [values, brushes]);
  const held = useMemo(() => {
    const pass = brushed(brushedAxes, brushes);
    return pass && (sample?.rows ?? []).filter((_, run) => pass[run] === 1).map((row) => row.id);
  }, [brushedAxes, brushes, sample]);
  useEffect(() => {
    hold(held && new Set(held));
    return () => hold(undefined);
  }, [held]);
  const scheme = useScheme();
  const pointed = usePointed();
  const places = useMemo(() => new Map(sample?.rows.map((row, index) => [row.id, index])), [sample]);
  const runAt = (id: string | undefined): HighlightedRun[] => {
    const index = id === undefined ? undefined : places.get(id);
    return index === undefined ? [] : [{ index, color: runColor(sample!.rows[index]!.number, scheme) }];
  };
  const highlighted = state.selected.flatMap(runAt);
  if (!sample || sample.rows.length < 2 || axes.length < 2) return null;
  const shared = { brushes, onBrush, highlighted, pointed: runAt(pointed)[0] };
  const note =
    sample.total > sample.rows.length
      ? `the first ${count(sample.rows.length)} of ${count(sample.total)} runs in this order`
      : plural(sample.rows.length, 'run');
  const query = { document: BoardRunsDocument, variables: sampleQuestion(project, state, names) };
  const scatterX = across ?? importance?.params[0]?.name ?? axes[0]!.name;
  const titleOf = (name: string) => ({ name, title: columnOf({ name }).title });
  const plot = plotOf(values, scatterX, outcome);
  const tableOf = (columns: readonly PlotColumn[]) => () => ({
    columns: ['run', ...columns.map((column) => column.title)],
    rows: sample.rows.map((row, index) => [`#${row.number}`, ...columns.map((column) => cellOf(column.values[index]))]),
  });
  const choices = columns
    .filter((column) => column.count > 1)
    .map((column) => ({
      value: column.name,
      label: columnOf(column).title === column.name ? column.name : `${columnOf(column).title} (${column.name})`,
    }));
  const choose = (part: [string | undefined, string | undefined]) => change({ scatter: [part[0] ?? scatterX, part[1] ?? outcome] });
  const condition = conditionOf(brushedAxes, brushes);
  return (
    <>
      {held && (
        <p className={styles.held} role="status">
          <span>{plural(held.length, 'run')} held</span>
          <button type="button" className={styles.chip} onClick={() => onBrush({})}>
            Let go
          </button>
          {condition && (
            <button
              type="button"
              className={styles.chip}
              onClick={() => {
                onBrush({});
                change({ filter: withCondition(state.filter, condition) });
              }}
            >
              Show only these
            </button>
          )}
        </p>
      )}
      {state.figures.includes('parallel') && (
        <Figure
          title="Params that matter"
          note={note}
          query={query}
          table={tableOf(axes.map((axis) => values.find((column) => column.name === axis.name)!))}
        >
          <ParallelFigure axes={axes} {...shared} />
        </Figure>
      )}
      {state.figures.includes('scatter') && (
        <Figure
          title="Scatter"
          note={note}
          query={query}
          table={tableOf(values.filter((column) => column.name === scatterX || column.name === outcome))}
        >
          <div style={{ display: 'flex', gap: 8 }}>
            <NativeSelect
              aria-label="Up"
              size="xs"
              value={outcome}
              onChange={(event) => choose([undefined, event.currentTarget.value])}
              data={choices}
            />
            <NativeSelect
              aria-label="Across"
              size="xs"
              value={scatterX}
              onChange={(event) => choose([event.currentTarget.value, undefined])}
              data={choices}
            />
          </div>
          {plot ? (
            <ScatterFigure
              plot={plot}
              across={titleOf(scatterX)}
              up={titleOf(outcome)}
              {...shared}
              onPoint={(run) => point(sample.rows[run]?.id)}
              onOpen={(run) => onOpen(sample.rows[run]!.id)}
            />
          ) : (
            <p className="muted">These runs do not differ there.</p>
          )}
        </Figure>
      )}
      {state.figures.includes('importance') && (
        <Figure
          title="What it depends on"
          note={note}
          query={query}
          table={() => ({
            columns: [`param, for ${columnOf({ name: outcome }).title}`, 'importance', 'rank correlation'],
            rows: (importance?.params ?? []).map((param) => [param.name, param.importance, param.correlation]),
          })}
        >
          {importance ? (
            <ImportanceFigure
              importance={importance}
              onChoose={(name) => change({ scatter: [name, outcome], figures: [...new Set([...state.figures, 'scatter' as const])] })}
            />
          ) : (
            <p className="muted">At least ten runs with a result are needed, and params that differ among them.</p>
          )}
        </Figure>
      )}
    </>
  );
}

function valuesOf(sample: Sample | undefined, names: readonly string[]): PlotColumn[] {
  return names.map((name) => {
    const column = columnOf({ name });
    const isNumber = column.better !== undefined;
    return {
      name,
      title: column.title,
      values: (sample?.rows ?? []).map((row) => {
        const cell = row.cells[name];
        if (!isNumber) return cell;
        const value = column.value(cell);
        return Number.isFinite(value) ? value : undefined;
      }),
    };
  });
}

function axesOf(values: readonly PlotColumn[], names: readonly string[]) {
  return parallelAxes(names.flatMap((name) => values.find((column) => column.name === name) ?? []));
}

function plotOf(values: readonly PlotColumn[], across: string, up: string) {
  const [x, y] = [values.find((column) => column.name === across), values.find((column) => column.name === up)];
  return x && y && scatterOf(x, y);
}

function cellOf(value: unknown): string | number {
  return typeof value === 'number' ? value : valueWord(value);
}
