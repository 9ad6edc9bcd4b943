'use client';
import { SegmentedControl, Slider, Switch } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useClient } from 'urql';
import { Figure } from '../../charts/draw/Figure.tsx';
import { type Line, Lines } from '../../charts/draw/Lines.tsx';
import { useScheme } from '../../charts/draw/use-scheme.ts';
import { type PackedCurve, pointsOf, type XAxis } from '../../charts/prepare/curves.ts';
import { metricName, metricText, tickText } from '../../charts/prepare/metric-words.ts';
import { runColor, runDash } from '../../charts/prepare/run-colors.ts';
import { CompareCurvesDocument } from '../../generated/compare.ts';
import { plural } from '../../lib/format.ts';
import styles from './Compare.module.css';
import type { ComparedRun } from './MetricsTable.tsx';

/** Each metric with the curves of all runs that logged it. */
export function ComparedCurves({ runs }: { runs: readonly ComparedRun[] }) {
  const client = useClient();
  const scheme = useScheme();
  const [axis, setAxis] = useState<XAxis>('step');
  const [log, setLog] = useState(false);
  const [smoothing, setSmoothing] = useState(0);
  const [curves, setCurves] = useState<Readonly<Record<string, readonly PackedCurve[]>>>({});
  const keys = useMemo(
    () =>
      [...new Set(runs.flatMap((run) => run.metricKeys))]
        .sort((a, b) => Number(b.startsWith('val')) - Number(a.startsWith('val')))
        .slice(0, 8),
    [runs],
  );
  useEffect(() => {
    let gone = false;
    for (const run of runs) {
      if (run.metricKeys.length === 0) continue;
      void client
        .query(CompareCurvesDocument, { id: run.id, keys: keys.filter((key) => run.metricKeys.includes(key)), pixels: 800 })
        .toPromise()
        .then(({ data }) => {
          const found = data?.run?.curves;
          if (!gone && found) setCurves((was) => ({ ...was, [run.id]: found }));
        });
    }
    return () => {
      gone = true;
    };
  }, [client, runs, keys]);
  const linesOf = (key: string): Line[] =>
    runs.flatMap((run) => {
      const curve = curves[run.id]?.find((candidate) => candidate.key === key);
      return curve
        ? [
            {
              label: `#${run.number} ${run.name}`,
              color: runColor(run.number, scheme),
              dash: runDash(
                run.number,
                runs.map((other) => other.number),
              ),
              ...pointsOf(curve, axis),
            },
          ]
        : [];
    });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `linesOf` is made of what is listed
  const figures = useMemo(() => keys.map((key) => ({ key, lines: linesOf(key) })), [keys, curves, axis, scheme, runs]);
  if (keys.length === 0) return null;
  return (
    <div>
      <div className={styles.controls}>
        <span>
          Smoothing{' '}
          <Slider
            value={smoothing}
            onChange={setSmoothing}
            min={0}
            max={0.99}
            step={0.01}
            w={140}
            size="sm"
            label={(value) => value.toFixed(2)}
            thumbLabel="Smoothing"
          />
        </span>
        <Switch label="Log axis" checked={log} onChange={(event) => setLog(event.currentTarget.checked)} size="xs" />
        <SegmentedControl
          size="xs"
          aria-label="Horizontal axis"
          value={axis}
          onChange={(value) => setAxis(value as XAxis)}
          data={[
            { value: 'step', label: 'Step' },
            { value: 'time', label: 'Time' },
          ]}
        />
      </div>
      <div className={styles.figures}>
        {figures.map(({ key, lines }) => (
          <Figure
            key={key}
            title={metricName(key)}
            note={plural(lines.length, 'run')}
            table={() => ({
              columns: ['run', axis, metricName(key)],
              rows: lines.flatMap((line) => Array.from(line.x, (x, index) => [line.label, x, line.y[index]!] as const)),
            })}
          >
            <Lines
              lines={lines}
              label={metricName(key)}
              height={200}
              log={log}
              smoothing={smoothing}
              xLabel={axis === 'step' ? 'step' : 'seconds'}
              formatY={(value) => metricText(key, value)}
              formatTick={(value) => tickText(key, value)}
              syncKey="compare"
            />
          </Figure>
        ))}
      </div>
    </div>
  );
}
