import { RunDot } from '../../charts/draw/RunDot.tsx';
import type { CompareQuery } from '../../generated/compare.ts';
import { plural } from '../../lib/format.ts';
import { valueText } from '../../lib/json.ts';
import { Panel } from '../../ui/Page.tsx';
import styles from './Compare.module.css';
import type { ComparedRun } from './MetricsTable.tsx';

interface ParamDifferencesProps {
  runs: readonly ComparedRun[];
  differences: CompareQuery['compareRuns']['paramDifferences'];
}

/** Only what differs: params that all have alike are left out. */
export function ParamDifferences({ runs, differences }: ParamDifferencesProps) {
  return (
    <Panel title="Params that differ" note={plural(differences.length, 'param')}>
      {differences.length === 0 ? (
        <p className="muted" style={{ margin: 0 }}>
          None: these runs were set up alike.
        </p>
      ) : (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Param</th>
                {runs.map((run) => (
                  <th key={run.id} scope="col">
                    <RunDot number={run.number} /> #{run.number}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {differences.map((difference) => (
                <tr key={difference.path}>
                  <th scope="row">{difference.path}</th>
                  {runs.map((run, index) => (
                    <td key={run.id} className="mono">
                      {valueText((difference.values as unknown[])[index])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
