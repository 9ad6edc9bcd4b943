'use client';
import { useMemo } from 'react';
import { BarsFigure } from '../../charts/draw/BarsFigure.tsx';
import { Figure, type FigureQuery } from '../../charts/draw/Figure.tsx';
import { UnitFigure } from '../../charts/draw/UnitFigure.tsx';
import { useScheme } from '../../charts/draw/use-scheme.ts';
import { metricText } from '../../charts/prepare/metric-words.ts';
import { runColor } from '../../charts/prepare/run-colors.ts';
import { squareOf } from '../../charts/prepare/value-square.ts';
import type { RunEvaluationQuery } from '../../generated/run.ts';
import { count } from '../../lib/format.ts';
import { unpackF64s } from '../../lib/packed.ts';
import { Panel } from '../../ui/Page.tsx';
import styles from './Run.module.css';

type Evaluation = NonNullable<NonNullable<RunEvaluationQuery['run']>['evaluation']>;
type Curve = Evaluation['scatter'][number];

/** Predicted numbers: against the true ones, how far off they are, and each output by itself. Nothing for classes. */
export function ValueFigures({ evaluation, query }: { evaluation: Evaluation; query: FigureQuery }) {
  return (
    <>
      {evaluation.scatter.map((curve) => (
        <Scatter key={curve.name} curve={curve} samples={evaluation.samples} query={query} />
      ))}
      {evaluation.residuals.map((curve) => (
        <Residuals key={curve.name} curve={curve} query={query} />
      ))}
      {evaluation.perOutput.length > 1 && <OutputTable outputs={evaluation.perOutput} />}
    </>
  );
}

function Scatter({ curve, samples, query }: { curve: Curve; samples: number; query: FigureQuery }) {
  const scheme = useScheme();
  const [truth, predicted] = useMemo(() => [unpackF64s(curve.x), unpackF64s(curve.y)], [curve]);
  const square = useMemo(() => squareOf(truth, predicted), [truth, predicted]);
  const note = truth.length < samples ? `${count(truth.length)} of ${count(samples)} works, the worst among them` : 'a dot a work';
  return (
    <Figure
      title={`Predicted against true: ${curve.name}`}
      note={note}
      query={query}
      table={() => ({ columns: ['true', 'predicted'], rows: Array.from(truth, (value, at) => [value, predicted[at]!] as const) })}
    >
      <UnitFigure
        lines={[{ label: curve.name, color: runColor(1, scheme), x: square.x, y: square.y, width: 0, marks: true }]}
        label={`Predicted against true ${curve.name}`}
        xLabel="true"
        yLabel="predicted"
        ticks={square.ticks}
        diagonal
      />
    </Figure>
  );
}

function Residuals({ curve, query }: { curve: Curve; query: FigureQuery }) {
  const [middles, counts] = useMemo(() => [unpackF64s(curve.x), unpackF64s(curve.y)], [curve]);
  return (
    <Figure
      title={`Off by: ${curve.name}`}
      note="predicted less true"
      query={query}
      table={() => ({ columns: ['predicted less true', 'works'], rows: Array.from(middles, (value, at) => [value, counts[at]!] as const) })}
    >
      <BarsFigure middles={middles} counts={counts} label={`Residuals of ${curve.name}`} xLabel="predicted less true" yLabel="works" />
    </Figure>
  );
}

function OutputTable({ outputs }: { outputs: Evaluation['perOutput'] }) {
  return (
    <Panel title="Per output" note="each in its own unit">
      <div className={styles.scroll} tabIndex={0}>
        <table className={`${styles.table} ${styles.compact}`} aria-label="Per output">
          <thead>
            <tr>
              <th scope="col">Output</th>
              <th scope="col">RMSE</th>
              <th scope="col">MAE</th>
              <th scope="col">Largest error</th>
              <th scope="col">R²</th>
              <th scope="col">Correlation</th>
            </tr>
          </thead>
          <tbody>
            {outputs.map(({ name, rmse, mae, maxError, r2, correlation }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{metricText('rmse', rmse)}</td>
                <td>{metricText('mae', mae)}</td>
                <td>{metricText('max_error', maxError)}</td>
                <td>{metricText('r2', r2)}</td>
                <td>{metricText('correlation', correlation)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
