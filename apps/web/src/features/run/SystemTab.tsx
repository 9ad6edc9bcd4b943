'use client';
import { useMemo } from 'react';
import { isSystemKey } from '../../charts/prepare/metric-words.ts';
import { flatten, valueText } from '../../lib/json.ts';
import { bytes } from '../../lib/format.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Panel } from '../../ui/Page.tsx';
import { CurveFigure } from './CurveFigure.tsx';
import styles from './Run.module.css';
import type { Run } from './RunHeader.tsx';
import { useRunCurves } from './use-run-curves.ts';

/** The machine while it trained: how busy, how full, and what it is. */
export function SystemTab({ run }: { run: Run }) {
  const keys = useMemo(() => run.metricKeys.filter((key) => isSystemKey(key) || key === 'samples_per_second'), [run.metricKeys]);
  const { curves, query } = useRunCurves(run, keys);
  const machine = machineFacts(run.reproducibility);
  if (keys.length === 0 && machine.length === 0)
    return <Empty title="Nothing is known of the machine">Programs that log with the SDK record its load; agents record what it is.</Empty>;
  return (
    <div className={styles.stack}>
      <div className={styles.figures}>
        {keys.map((key) => (
          <CurveFigure key={key} run={run} name={key} curves={curves.filter((curve) => curve.key === key)} query={query} />
        ))}
      </div>
      {machine.length > 0 && (
        <Panel title="Machine">
          <dl className={styles.facts}>
            {machine.map(([name, value]) => (
              <div key={name} style={{ display: 'contents' }}>
                <dt>{name}</dt>
                <dd className="mono">{value}</dd>
              </div>
            ))}
          </dl>
        </Panel>
      )}
    </div>
  );
}

const words: Record<string, string> = {
  'hardware.processor': 'Processor',
  'hardware.cores': 'Cores',
  'hardware.memoryBytes': 'Memory',
  'hardware.gpu': 'GPU',
  cores: 'Cores',
  memoryBytes: 'Memory',
  host: 'Host',
  system: 'System',
  'versions.system': 'System',
  backend: 'Backend',
};

/** What is recorded of the machine, in words; the rest of the record stands under reproducibility. */
function machineFacts(record: unknown): [string, string][] {
  return flatten(record).flatMap(([path, value]) => {
    const name = words[path];
    if (!name) return [];
    return [[name, path.endsWith('Bytes') && typeof value === 'number' ? bytes(value) : valueText(value)]];
  });
}
