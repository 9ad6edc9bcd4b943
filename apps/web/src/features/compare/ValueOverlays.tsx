'use client';
import { NativeSelect } from '@mantine/core';
import { useMemo } from 'react';
import { Figure, type FigureQuery } from '../../charts/draw/Figure.tsx';
import { UnitFigure } from '../../charts/draw/UnitFigure.tsx';
import { useScheme } from '../../charts/draw/use-scheme.ts';
import { residualLines } from '../../charts/prepare/residual-lines.ts';
import { runColor } from '../../charts/prepare/run-colors.ts';
import { squareOf } from '../../charts/prepare/value-square.ts';
import { unpackF64s } from '../../lib/packed.ts';
import { useQueryState } from '../../lib/query-state.ts';
import styles from './Compare.module.css';
import type { JudgedRun } from './compared-run.ts';
import { OutputTable } from './OutputTable.tsx';
import { RunKey } from './RunKey.tsx';

/** Of predicted numbers: each run's against the true ones on one scale, how far off all are, and each output by itself. */
export function ValueOverlays({ runs, query }: { runs: readonly JudgedRun[]; query: FigureQuery }) {
  const scheme = useScheme();
  const outputs = runs[0]!.evaluation!.scatter.map(({ name }) => name);
  const [asked, setOutput] = useQueryState('output');
  const output = outputs.includes(asked) ? asked : outputs[0]!;
  const drawn = useMemo(
    () =>
      runs.flatMap((run) => {
        const scatter = run.evaluation!.scatter.find(({ name }) => name === output);
        const bins = run.evaluation!.residuals.find(({ name }) => name === output);
        if (!scatter || !bins) return [];
        return [
          {
            run,
            label: `#${run.number} ${run.name}`,
            color: runColor(run.number, scheme),
            truth: unpackF64s(scatter.x),
            predicted: unpackF64s(scatter.y),
            middles: unpackF64s(bins.x),
            counts: unpackF64s(bins.y),
          },
        ];
      }),
    [runs, output, scheme],
  );
  const squares = useMemo(() => onOneScale(drawn), [drawn]);
  const residuals = useMemo(() => residualLines(drawn), [drawn]);
  return (
    <>
      <div className={styles.choice}>
        {outputs.length > 1 && (
          <NativeSelect
            label="Figures of"
            size="xs"
            w={220}
            value={output}
            onChange={(event) => setOutput(event.currentTarget.value === outputs[0] ? '' : event.currentTarget.value)}
            data={outputs}
          />
        )}
        <RunKey runs={runs} />
      </div>
      <div className={styles.figures}>
        <Figure
          title={`Off by: ${output}`}
          note="predicted less true"
          query={query}
          table={() => ({
            columns: ['run', 'predicted less true', 'works'],
            rows: drawn.flatMap(({ label, middles, counts }) => Array.from(middles, (middle, at) => [label, middle, counts[at]!] as const)),
          })}
        >
          <UnitFigure
            lines={residuals.lines.map((line, at) => ({ ...line, label: drawn[at]!.label, color: drawn[at]!.color }))}
            label={`Residuals of ${output}`}
            xLabel="predicted less true"
            yLabel="share of works"
            ticks={residuals.ticks}
            upTicks={[]}
            mark={residuals.zero}
          />
        </Figure>
        {drawn.map(({ run, label, color, truth, predicted }, at) => (
          <Figure
            key={run.id}
            title={`#${run.number}: predicted against true`}
            note={output}
            query={query}
            table={() => ({ columns: ['true', 'predicted'], rows: Array.from(truth, (value, work) => [value, predicted[work]!] as const) })}
          >
            <UnitFigure
              lines={[{ label, color, x: squares[at]!.x, y: squares[at]!.y, width: 0, marks: true }]}
              label={`Predicted against true ${output}`}
              xLabel="true"
              yLabel="predicted"
              ticks={squares[at]!.ticks}
              diagonal
            />
          </Figure>
        ))}
      </div>
      {outputs.length > 1 && <OutputTable runs={runs} query={query} />}
    </>
  );
}

/** Squares beside each other say more when they have the same scale. */
function onOneScale(drawn: readonly { truth: Float64Array; predicted: Float64Array }[]) {
  const all = squareOf(
    Float64Array.from(drawn.flatMap(({ truth }) => [...truth])),
    Float64Array.from(drawn.flatMap(({ predicted }) => [...predicted])),
  );
  let from = 0;
  return drawn.map(({ truth }) => {
    const [start, end] = [from, from + truth.length];
    from = end;
    return { x: all.x.subarray(start, end), y: all.y.subarray(start, end), ticks: all.ticks };
  });
}
