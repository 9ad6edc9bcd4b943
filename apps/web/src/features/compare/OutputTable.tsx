import type { FigureQuery } from '../../charts/draw/figure-query.ts';
import { TableTools } from '../../charts/draw/TableTools.tsx';
import { metricText } from '../../charts/prepare/metric-words.ts';
import { Panel } from '../../ui/Page.tsx';
import styles from './Compare.module.css';
import type { JudgedRun } from './compared-run.ts';
import { RunHeads } from './RunHeads.tsx';

/** The error of each predicted number in each run, in its own unit. */
export function OutputTable({ runs, query }: { runs: readonly JudgedRun[]; query: FigureQuery }) {
  const rows = (runs[0]?.evaluation?.perOutput ?? []).map(({ name }) => ({
    name,
    cells: runs.map((run) => run.evaluation?.perOutput.find((each) => each.name === name)),
  }));
  const table = () => ({
    columns: ['output', 'run', 'rmse', 'mae', 'max_error', 'r2', 'correlation'],
    rows: rows.flatMap(({ name, cells }) =>
      cells.map((cell, at) => [
        name,
        `#${runs[at]!.number}`,
        ...[cell?.rmse, cell?.mae, cell?.maxError, cell?.r2, cell?.correlation].map((value) => value ?? ''),
      ]),
    ),
  });
  return (
    <Panel
      title="Each output"
      note={
        <>
          RMSE, with R² · <TableTools title="Each output" query={query} table={table} />
        </>
      }
    >
      <div className={styles.scroll} tabIndex={0}>
        <table className={styles.table} aria-label="Each output">
          <thead>
            <tr>
              <th scope="col">Output</th>
              <RunHeads runs={runs} />
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, cells }) => {
              const best = Math.min(...cells.map((cell) => cell?.rmse ?? Number.POSITIVE_INFINITY));
              return (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  {cells.map((cell, at) => (
                    <td key={runs[at]!.id}>
                      {cell?.rmse === best && runs.length > 1 ? (
                        <b className={styles.best}>{metricText('rmse', cell.rmse)}</b>
                      ) : (
                        metricText('rmse', cell?.rmse)
                      )}{' '}
                      <small>{metricText('r2', cell?.r2)}</small>
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
