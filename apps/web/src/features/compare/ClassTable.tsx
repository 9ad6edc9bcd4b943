import { metricText } from '../../charts/prepare/metric-words.ts';
import { count } from '../../lib/format.ts';
import { Panel } from '../../ui/Page.tsx';
import styles from './Compare.module.css';
import type { ComparedRun } from './MetricsTable.tsx';
import { RunHeads } from './RunHeads.tsx';

/** F1 of each class in each run, with precision and recall behind it; a class is a click away from its curves. */
export function ClassTable({ runs, onChoose }: { runs: readonly ComparedRun[]; onChoose: (name: string) => void }) {
  const classes = runs[0]?.evaluation?.perClass ?? [];
  return (
    <Panel title="Each class" note="F1, with precision and recall" className={styles.wide}>
      <div className={styles.scroll} tabIndex={0}>
        <table className={styles.table} aria-label="Each class">
          <thead>
            <tr>
              <th scope="col">Class</th>
              <th scope="col">Works</th>
              <RunHeads runs={runs} />
            </tr>
          </thead>
          <tbody>
            {classes.map(({ name, support }) => {
              const cells = runs.map((run) => run.evaluation?.perClass.find((each) => each.name === name));
              const best = Math.max(...cells.map((cell) => cell?.f1 ?? Number.NEGATIVE_INFINITY));
              return (
                <tr key={name}>
                  <th scope="row">
                    <button type="button" className={styles.switch} onClick={() => onChoose(name)}>
                      {name}
                    </button>
                  </th>
                  <td>{count(support)}</td>
                  {cells.map((cell, index) => (
                    <td key={runs[index]!.id}>
                      {cell?.f1 === best && runs.length > 1 ? (
                        <b className={styles.best}>{metricText('f1', cell.f1)}</b>
                      ) : (
                        metricText('f1', cell?.f1)
                      )}{' '}
                      <small>
                        {metricText('precision', cell?.precision)} / {metricText('recall', cell?.recall)}
                      </small>
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
