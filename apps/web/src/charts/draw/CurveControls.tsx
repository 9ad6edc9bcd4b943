'use client';
import { SegmentedControl, Slider, Switch } from '@mantine/core';
import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo, useState } from 'react';
import { useSetQuery } from '../../lib/query-state.ts';
import { axisNames, type CurveView, readCurveView, writeCurveView } from '../prepare/curve-view.ts';
import type { XAxis } from '../prepare/curves.ts';
import styles from './CurveControls.module.css';

/** How curves are looked at, kept in the address. */
export function useCurveView(): [CurveView, (change: Partial<CurveView>) => void] {
  const query = useSearchParams();
  const setQuery = useSetQuery();
  const view = useMemo(() => readCurveView(query), [query]);
  const change = useCallback((part: Partial<CurveView>) => setQuery(writeCurveView({ ...view, ...part })), [view, setQuery]);
  return [view, change];
}

interface CurveControlsProps {
  view: CurveView;
  onChange: (change: Partial<CurveView>) => void;
  /** Axes that these curves can be laid over; all of them when left out. */
  axes?: readonly XAxis[];
  children?: React.ReactNode;
}

/** Smoothing, axes and outliers: one row of controls for every page with curves. */
export function CurveControls({ view, onChange, axes = ['step', 'epoch', 'relative', 'time'], children }: CurveControlsProps) {
  // The picture follows the thumb at once; the address when it is let go.
  const [dragged, setDragged] = useState<number>();
  return (
    <div className={styles.controls} role="group" aria-label="How curves are drawn">
      <SegmentedControl
        size="xs"
        aria-label="Horizontal axis"
        value={view.axis}
        onChange={(axis) => onChange({ axis: axis as XAxis })}
        data={axes.map((value) => ({ value, label: axisNames[value] }))}
      />
      <span className={styles.smoothing}>
        Smoothing
        <Slider
          value={dragged ?? view.smoothing}
          onChange={setDragged}
          onChangeEnd={(smoothing) => {
            setDragged(undefined);
            onChange({ smoothing });
          }}
          min={0}
          max={0.99}
          step={0.01}
          w={120}
          size="sm"
          label={(value) => value.toFixed(2)}
          thumbLabel="Smoothing"
        />
      </span>
      <Switch label="Log x" checked={view.logX} onChange={(event) => onChange({ logX: event.currentTarget.checked })} size="xs" />
      <Switch label="Log y" checked={view.logY} onChange={(event) => onChange({ logY: event.currentTarget.checked })} size="xs" />
      <Switch
        label="Clip outliers"
        checked={view.clipOutliers}
        onChange={(event) => onChange({ clipOutliers: event.currentTarget.checked })}
        size="xs"
      />
      {children}
    </div>
  );
}
