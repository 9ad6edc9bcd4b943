'use client';
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { BarsFigure } from '../../charts/draw/BarsFigure.tsx';
import { Figure, type FigureQuery } from '../../charts/draw/Figure.tsx';
import { UnitFigure } from '../../charts/draw/UnitFigure.tsx';
import { squareOf } from '../../charts/prepare/value-square.ts';
import { count } from '../../lib/format.ts';
import styles from './Curve.module.css';
import type { ValueFigures as Drawn } from './questions.ts';

interface ValueFiguresProps {
  outputs: readonly string[];
  samples: number;
  fused: Drawn;
  ink: string;
  query: FigureQuery;
}

/** The fusion of numbers: predicted against true, and how far off; of several numbers one at a time. */
export function ValueFigures({ outputs, samples, fused, ink, query }: ValueFiguresProps) {
  const [output, setOutput] = useState(0);
  const { truth, predicted } = fused.pairs[output]!;
  const { middles, counts } = fused.residuals[output]!;
  const name = outputs[output]!;
  const square = squareOf(truth, predicted);
  return (
    <>
      <Figure
        title={`Predicted against true: ${name}`}
        query={query}
        note={
          <>
            {truth.length < samples ? `${count(truth.length)} of ${count(samples)} works` : 'a dot a work'}
            {outputs.length > 1 && (
              <NativeSelect
                aria-label="Number"
                size="xs"
                variant="unstyled"
                classNames={{ input: styles.inTitle }}
                value={output}
                onChange={(event) => setOutput(Number(event.currentTarget.value))}
                data={outputs.map((each, index) => ({ value: String(index), label: each }))}
              />
            )}
          </>
        }
        table={() => ({ columns: ['true', 'fused'], rows: Array.from(truth, (value, at) => [value, predicted[at]!] as const) })}
      >
        <UnitFigure
          lines={[{ label: 'fused', color: ink, x: square.x, y: square.y, width: 0, marks: true }]}
          label={`Predicted against true ${name}`}
          xLabel="true"
          yLabel="fused"
          ticks={square.ticks}
          diagonal
        />
      </Figure>
      <Figure
        title={`Off by: ${name}`}
        note="fused less true"
        query={query}
        table={() => ({ columns: ['fused less true', 'works'], rows: Array.from(middles, (value, at) => [value, counts[at]!] as const) })}
      >
        <BarsFigure middles={middles} counts={counts} label={`Residuals of ${name}`} xLabel="fused less true" yLabel="works" />
      </Figure>
    </>
  );
}
