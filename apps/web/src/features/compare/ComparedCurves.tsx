'use client';
import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { CurveControls, useCurveView } from '../../charts/draw/CurveControls.tsx';
import { Figure } from '../../charts/draw/Figure.tsx';
import { type Line, Lines } from '../../charts/draw/Lines.tsx';
import { useScheme } from '../../charts/draw/use-scheme.ts';
import { axisArguments, axisLabels } from '../../charts/prepare/curve-view.ts';
import { pointsOf, type XAxis } from '../../charts/prepare/curves.ts';
import { metricName, metricText, tickText } from '../../charts/prepare/metric-words.ts';
import { runColor, runDash, type Scheme } from '../../charts/prepare/run-colors.ts';
import { CompareBandsDocument, type CompareBandsQuery, CompareCurvesDocument } from '../../generated/compare.ts';
import { plural } from '../../lib/format.ts';
import { unpackF64s } from '../../lib/packed.ts';
import { useQueryState } from '../../lib/query-state.ts';
import styles from './Compare.module.css';
import type { ComparedRun } from './compared-run.ts';
import { groupsOf } from './same-params.ts';

const pixels = 800;
const usual = 8;

/** Each metric with the curves of all runs that logged it, under one crosshair; or the mean of runs that differ by their seed alone. */
export function ComparedCurves({ runs }: { runs: readonly ComparedRun[] }) {
  const scheme = useScheme();
  const [view, change] = useCurveView();
  const [together, setTogether] = useQueryState('together', 'each');
  const [isWhole, setWhole] = useState(false);
  const [zoom, setZoom] = useState<readonly [number, number]>();
  const all = useMemo(() => keysOf(runs), [runs]);
  const keys = useMemo(() => (isWhole ? all : all.slice(0, usual)), [all, isWhole]);
  const variables = useMemo(
    () => ({
      runs: runs.map((run) => run.id),
      keys: [...keys],
      x: axisArguments[view.axis],
      from: null,
      to: null,
      pixels,
      bySteps: view.axis === 'step',
    }),
    [runs, keys, view.axis],
  );
  const [{ data }] = useQuery({ query: CompareCurvesDocument, variables, pause: keys.length === 0 });
  // Zoomed in by steps, the stretch is asked for again, exact to its pixels.
  const near = useMemo(() => ({ ...variables, from: zoom?.[0] ?? null, to: zoom?.[1] ?? null }), [variables, zoom]);
  const [{ data: closer }] = useQuery({ query: CompareCurvesDocument, variables: near, pause: !zoom || view.axis !== 'step' });
  const curves = (zoom && view.axis === 'step' ? closer : undefined)?.curves ?? data?.curves;
  const groups = useMemo(() => groupsOf(runs), [runs]);
  const asked = useMemo(
    () => ({
      groups: groups.map((group) => ({ runs: group.map((run) => run.id) })),
      keys: [...keys],
      x: axisArguments[view.axis],
      pixels: 400,
    }),
    [groups, keys, view.axis],
  );
  const isGrouped = together === 'groups' && groups.some((group) => group.length > 1);
  const [{ data: means }] = useQuery({ query: CompareBandsDocument, variables: asked, pause: !isGrouped || keys.length === 0 });
  const figures = useMemo(() => {
    const numbers = runs.map((run) => run.number);
    const lineOf = (run: ComparedRun, key: string): Line[] => {
      const curve = curves?.find((each) => each.run === run.id && each.key === key);
      if (!curve) return [];
      return [
        {
          label: `#${run.number} ${run.name}`,
          color: runColor(run.number, scheme),
          dash: runDash(run.number, numbers),
          ...pointsOf(curve, view.axis),
        },
      ];
    };
    return keys.map((key) => ({
      key,
      lines: isGrouped
        ? (means?.curveBands ?? []).filter((band) => band.key === key).map((band) => bandLine(band, groups[band.group]!, scheme, view.axis))
        : runs.flatMap((run) => lineOf(run, key)),
    }));
  }, [keys, curves, means, runs, groups, isGrouped, view.axis, scheme]);
  if (all.length === 0) return null;
  const canGroup = groups.some((group) => group.length > 1);
  return (
    <div className={styles.curves}>
      <CurveControls view={view} onChange={change}>
        {canGroup && (
          <SegmentedControl
            size="xs"
            aria-label="Lines"
            value={together}
            onChange={setTogether}
            data={[
              { value: 'each', label: 'Each run' },
              { value: 'groups', label: 'Mean over seeds' },
            ]}
          />
        )}
      </CurveControls>
      <div className={styles.figures}>
        {figures
          .filter(({ lines }) => lines.length > 0)
          .map(({ key, lines }) => (
            <Figure
              key={key}
              title={metricName(key)}
              note={isGrouped ? `${plural(lines.length, 'mean')}, 95 % interval` : plural(lines.length, 'run')}
              query={isGrouped ? { document: CompareBandsDocument, variables: asked } : { document: CompareCurvesDocument, variables }}
              table={() => ({
                columns: ['run', axisLabels[view.axis], metricName(key)],
                rows: lines.flatMap((line) => Array.from(line.x, (x, index) => [line.label, x, line.y[index]!] as const)),
              })}
            >
              <Lines
                lines={lines}
                label={metricName(key)}
                height={200}
                axis={view.axis}
                log={view.logY}
                logX={view.logX}
                smoothing={view.smoothing}
                clipOutliers={view.clipOutliers}
                formatY={(value) => metricText(key, value)}
                formatTick={(value) => tickText(key, value)}
                syncKey="compare"
                onZoom={setZoom}
              />
            </Figure>
          ))}
      </div>
      {all.length > usual && (
        <button type="button" className={styles.switch} onClick={() => setWhole(!isWhole)}>
          {isWhole ? `Show the first ${usual} metrics` : `Show all ${all.length} metrics`}
        </button>
      )}
    </div>
  );
}

/** The mean of a group with its interval; a group of one is its run. */
function bandLine(band: CompareBandsQuery['curveBands'][number], group: readonly ComparedRun[], scheme: Scheme, axis: XAxis): Line {
  const first = group[0]!;
  const seconds = axis === 'time' || axis === 'relative' ? 1000 : 1;
  return {
    label: group.length > 1 ? `${plural(band.runs, 'run')} like #${first.number} ${first.name}` : `#${first.number} ${first.name}`,
    color: runColor(first.number, scheme),
    x: unpackF64s(band.xs).map((x) => x / seconds),
    y: unpackF64s(band.mean),
    band: { low: unpackF64s(band.low), high: unpackF64s(band.high) },
  };
}

/** Metrics of any run, those on validation first; what the machine did is not compared here. */
function keysOf(runs: readonly ComparedRun[]): string[] {
  const keys = [...new Set(runs.flatMap((run) => run.metricKeys))].filter((key) => !key.startsWith('system/'));
  return keys.sort((a, b) => Number(b.startsWith('val')) - Number(a.startsWith('val')));
}
