'use client';
import { useEffect } from 'react';
import { useQuery } from 'urql';
import { halfWidth, metricName, metricText } from '../../charts/prepare/metric-words.ts';
import { RunFoldsDocument, type RunFoldsQuery } from '../../generated/run.ts';
import { count, plural } from '../../lib/format.ts';
import { Panel } from '../../ui/Page.tsx';
import styles from './Run.module.css';
import type { Run } from './RunHeader.tsx';

type Folds = NonNullable<NonNullable<RunFoldsQuery['run']>['crossValidation']>;

const shown = ['accuracy', 'macro_f1', 'auc', 'hamming_loss', 'rmse', 'mae', 'r2'];

/** The score of each fold as it comes in, and what they come to once all are there. Nothing for a run without folds. */
export function FoldScores({ run }: { run: Run }) {
  const [{ data }, ask] = useQuery({ query: RunFoldsDocument, variables: { id: run.id } });
  const { status, progress } = run;
  const training = progress?.message;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the next training begins when a fold is in
  useEffect(() => {
    ask({ requestPolicy: 'network-only' });
  }, [status, training, ask]);
  const folds = data?.run?.crossValidation;
  if (!folds) return null;
  return (
    <Panel
      title="Folds"
      note={folds.done < folds.folds ? `${count(folds.done)} of ${count(folds.folds)} are in` : plural(folds.folds, 'fold')}
    >
      <p className="muted" style={{ margin: '0 0 8px' }}>
        {wordsOf(folds)}
      </p>
      {folds.scores.length > 0 && <FoldTable folds={folds} />}
    </Panel>
  );
}

function FoldTable({ folds: { scores, mean } }: { folds: Folds }) {
  const names = shown.filter((name) => scores[0]?.metrics.some((metric) => metric.name === name));
  const isSingle = scores.every(({ samples }) => samples === 1);
  const metricIn = <Metric extends { name: string }>(metrics: readonly Metric[], name: string) =>
    metrics.find((metric) => metric.name === name);
  return (
    <div className={styles.scroll} style={{ maxHeight: 360 }} tabIndex={0}>
      <table className={`${styles.table} ${styles.compact}`} aria-label="Scores of the folds">
        <thead>
          <tr>
            <th scope="col">Fold</th>
            <th scope="col">Works</th>
            {names.map((name) => (
              <th scope="col" key={name}>
                {metricName(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {mean && (
            <tr>
              <th scope="row">
                <strong>Mean</strong>
              </th>
              <td />
              {names.map((name) => {
                const metric = metricIn(mean, name);
                return (
                  <td key={name} title={metric?.method ?? undefined}>
                    <strong>{metricText(name, metric?.value)}</strong>{' '}
                    <span className="muted">{halfWidth(name, metric?.low, metric?.high)}</span>
                  </td>
                );
              })}
            </tr>
          )}
          {!isSingle &&
            scores.map(({ fold, samples, metrics }) => (
              <tr key={fold}>
                <th scope="row">{fold + 1}</th>
                <td>{count(samples)}</td>
                {names.map((name) => (
                  <td key={name}>{metricText(name, metricIn(metrics, name)?.value)}</td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}

function wordsOf({ folds, done, scores, mean }: Folds): string {
  if (done < folds) return 'There is a score when all folds are in; what some of them say is none.';
  if (scores.every(({ samples }) => samples === 1))
    return 'Each fold tests one work, so their mean is the score of all works together; the interval is the one above.';
  const isBounded = mean?.some(({ low }) => low !== null && low !== undefined);
  return isBounded
    ? 'What to expect of one such model. The interval is Student’s, widened for the training works that folds share.'
    : 'What to expect of one such model.';
}
