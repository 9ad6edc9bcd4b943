import { count, exactTime } from '../../lib/format.ts';
import { Panel } from '../../ui/Page.tsx';
import styles from './Run.module.css';
import type { Run } from './RunHeader.tsx';

/** Who, when, where and how. */
export function WherePanel({ run }: { run: Run }) {
  const facts: [string, string | number | null | undefined][] = [
    ['Started by', run.createdBy],
    ['Created', exactTime(run.createdAt)],
    ['Ended', run.finishedAt && exactTime(run.finishedAt)],
    ['View', run.view],
    ['Backend', run.backend],
    ['Parameters', run.parameters === null || run.parameters === undefined ? null : count(run.parameters)],
    ['Seed', run.seed],
    ['Fold', run.fold === null || run.fold === undefined ? null : run.fold + 1],
    ['Attempt', run.attempt > 1 ? run.attempt : null],
  ];
  return (
    <Panel title="Where and how">
      <dl className={styles.facts}>
        {facts.map(
          ([name, value]) =>
            value !== null &&
            value !== undefined && (
              <div key={name} style={{ display: 'contents' }}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </Panel>
  );
}
