'use client';
import { SegmentedControl, Slider, Switch } from '@mantine/core';
import { useMemo, useState } from 'react';
import { groupKeys, type XAxis } from '../../charts/prepare/curves.ts';
import { useQueryState } from '../../lib/query-state.ts';
import { Empty } from '../../ui/Empty.tsx';
import { CurveFigure } from './CurveFigure.tsx';
import styles from './Run.module.css';
import type { Run } from './RunHeader.tsx';
import { useRunCurves } from './use-run-curves.ts';

export function CurvesTab({ run }: { run: Run }) {
  const [axis, setAxis] = useQueryState('x', 'step');
  const [log, setLog] = useQueryState('log');
  const [smoothing, setSmoothing] = useState(0);
  const { curves } = useRunCurves(run, run.metricKeys);
  const groups = useMemo(() => groupKeys(run.metricKeys), [run.metricKeys]);
  if (run.metricKeys.length === 0) {
    return (
      <Empty title="No curves">
        {run.kind === 'FUSION'
          ? 'A fusion is not trained: it has an evaluation, but no curves.'
          : 'Nothing has been logged yet. The first points appear here by themselves.'}
      </Empty>
    );
  }
  return (
    <>
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
        <Switch label="Log axis" checked={log === '1'} onChange={(event) => setLog(event.currentTarget.checked ? '1' : '')} size="xs" />
        <SegmentedControl
          size="xs"
          aria-label="Horizontal axis"
          value={axis}
          onChange={setAxis}
          data={[
            { value: 'step', label: 'Step' },
            { value: 'time', label: 'Time' },
          ]}
        />
        <span className="muted">drag to zoom, double click to see all</span>
      </div>
      <div className={styles.figures}>
        {groups.map((group) => (
          <CurveFigure
            key={group.name}
            run={run}
            name={group.name}
            curves={curves.filter((curve) => group.keys.includes(curve.key))}
            axis={axis as XAxis}
            log={log === '1'}
            smoothing={smoothing}
            height={230}
          />
        ))}
      </div>
    </>
  );
}
