'use client';
import { SegmentedControl } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { CurveControls, useCurveView } from '../../charts/draw/CurveControls.tsx';
import { groupKeys } from '../../charts/prepare/curves.ts';
import { isSystemKey, metricName } from '../../charts/prepare/metric-words.ts';
import { useQueryState } from '../../lib/query-state.ts';
import { Empty } from '../../ui/Empty.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { CurveFigure } from './CurveFigure.tsx';
import styles from './Run.module.css';
import type { Run } from './RunHeader.tsx';
import { useRunCurves } from './use-run-curves.ts';

/** Beyond this many figures a search is offered. */
const many = 8;

/** Everything the model logged over its training: a figure for each quantity, or all laid over each other. */
export function CurvesTab({ run }: { run: Run }) {
  const [view, change] = useCurveView();
  const [together, setTogether] = useQueryState('together');
  const [wanted, setWanted] = useState('');
  const [zoom, setZoom] = useState<readonly [number, number]>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a range of steps means nothing in seconds
  useEffect(() => setZoom(undefined), [view.axis]);
  // `epoch` places points on an axis and is no curve of its own.
  const keys = useMemo(() => run.metricKeys.filter((key) => !isSystemKey(key) && key !== 'epoch'), [run.metricKeys]);
  const { curves, query } = useRunCurves(run, keys, { axis: view.axis, zoom });
  const groups = useMemo(() => groupKeys(keys), [keys]);
  if (keys.length === 0) {
    return (
      <Empty title="No curves">
        {run.kind === 'FUSION'
          ? 'A fusion is not trained: it has an evaluation, but no curves.'
          : 'Nothing has been logged yet. The first points appear here by themselves.'}
      </Empty>
    );
  }
  const found = groups.filter((group) =>
    [group.name, ...group.keys, ...group.keys.map(metricName)].some((name) => name.toLowerCase().includes(wanted.toLowerCase())),
  );
  const figure = { run, view, query, onZoom: setZoom };
  return (
    <>
      <div className={styles.above}>
        <CurveControls view={view} onChange={change}>
          <SegmentedControl
            size="xs"
            aria-label="Figures"
            value={together}
            onChange={setTogether}
            data={[
              { value: '', label: 'Each by itself' },
              { value: 'all', label: 'Laid over' },
            ]}
          />
          {groups.length > many && <SearchField label="Search the metrics" value={wanted} onChange={setWanted} />}
          <span className="muted">drag to zoom, double click to see all</span>
        </CurveControls>
      </div>
      {found.length === 0 && <p className="muted">No metric is called that.</p>}
      {together === 'all' ? (
        <CurveFigure
          {...figure}
          name="All metrics"
          colored
          curves={curves.filter(({ key }) => found.some(({ keys }) => keys.includes(key)))}
          height={420}
        />
      ) : (
        <div className={styles.figures}>
          {found.map((group) => (
            <CurveFigure
              {...figure}
              key={group.name}
              name={group.name}
              curves={curves.filter((curve) => group.keys.includes(curve.key))}
              height={230}
            />
          ))}
        </div>
      )}
    </>
  );
}
