'use client';
import { Button } from '@mantine/core';
import Link from 'next/link';
import { useQuery } from 'urql';
import { RunRepeatDocument } from '../../generated/run.ts';
import { flatten, valueText } from '../../lib/json.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import { Empty } from '../../ui/Empty.tsx';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Panel } from '../../ui/Page.tsx';
import { copy } from '../../ui/copy.ts';
import { type Need, needsOf, verdictOf } from './repeat.ts';
import styles from './Run.module.css';
import type { Run } from './RunHeader.tsx';
import { isTrained } from './run-kind.ts';

/** What another machine needs to come to the same numbers, whether it is at hand, and all that was written down. */
export function ReproducibilityTab({ run, project }: { run: Run; project: string }) {
  // A store of JSON keeps no order worth showing.
  const facts = flatten(run.reproducibility).sort(([one], [other]) => one.localeCompare(other));
  const trained = isTrained(run.kind);
  const [{ data, error }] = useQuery({ query: RunRepeatDocument, variables: { id: run.id }, pause: !trained });
  const needs = data?.run ? needsOf(data.run, run.reproducibility ?? {}) : [];
  const copyAll = () => copy(JSON.stringify({ params: run.params, reproducibility: run.reproducibility }, null, 2), 'Copied as JSON.');
  if (facts.length === 0 && !trained)
    return (
      <Empty title="Nothing was recorded">A program that logs with the SDK can record its command, commit, packages and machine.</Empty>
    );
  return (
    <div className={styles.stack}>
      {error && <FormProblem problem={problemOf(error)} />}
      {needs.length > 0 && (
        <Panel title="Run it again exactly">
          <NeedsTable needs={needs} />
          <p className={styles.verdict}>{verdictOf(needs)}</p>
          <div className={styles.controls} style={{ margin: '12px 0 0' }}>
            <Button component={Link} href={links.launch(project, { like: run.id })} prefetch={false}>
              Run it again…
            </Button>
            <span className="muted">The form opens with everything as it was, the seed included.</span>
          </div>
        </Panel>
      )}
      <Panel
        title="As it ran"
        note={
          facts.length > 0 && (
            <Button variant="subtle" size="compact-xs" onClick={copyAll}>
              Copy as JSON
            </Button>
          )
        }
      >
        {facts.length === 0 ? (
          <p className="muted" style={{ margin: 0 }}>
            The agent writes down seed, backend and versions when the run starts.
          </p>
        ) : (
          <dl className={styles.facts}>
            {facts.map(([path, value]) => (
              <div key={path} style={{ display: 'contents' }}>
                <dt>{path}</dt>
                <dd className="mono">{path === 'command' && Array.isArray(value) ? value.join(' ') : valueText(value)}</dd>
              </div>
            ))}
          </dl>
        )}
      </Panel>
    </div>
  );
}

function NeedsTable({ needs }: { needs: readonly Need[] }) {
  return (
    <div className={styles.scroll} tabIndex={0}>
      <table className={`${styles.table} ${styles.words}`} aria-label="What it needs">
        <tbody>
          {needs.map((need) => (
            <tr key={need.what}>
              <th scope="row">{need.what}</th>
              <td className="mono">{need.value}</td>
              <td>
                {need.met ? '✓ at hand' : '✗ not at hand'}
                {need.why && <span className="muted">: {need.why}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
