import type { FigureQuery } from '../../charts/draw/figure-query.ts';
import { TableTools } from '../../charts/draw/TableTools.tsx';
import { metricText } from '../../charts/prepare/metric-words.ts';
import { count } from '../../lib/format.ts';
import { Panel } from '../../ui/Page.tsx';
import { TextButton } from '../../ui/TextButton.tsx';
import styles from './Compare.module.css';
import type { JudgedRun } from './compared-run.ts';
import { RunHeads } from './RunHeads.tsx';

interface ClassTableProps {
  runs: readonly JudgedRun[];
  /** Left out where all curves are of one class. */
  onChoose: ((name: string) => void) | undefined;
  query: FigureQuery;
}

/** F1 of each class in each run, with precision and recall behind it; a class is a click away from its curves. */
export function ClassTable({ runs, onChoose, query }: ClassTableProps) {
  const classes = runs[0]?.evaluation?.perClass ?? [];
  return (
    <Panel
      title="Each class"
      note={
        <>
          F1, with precision and recall · <TableTools title="Each class" query={query} table={() => tableOf(runs)} />
        </>
      }
      className={styles.wide}
    >
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
                  <th scope="row">{onChoose ? <TextButton onClick={() => onChoose(name)}>{name}</TextButton> : name}</th>
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

function tableOf(runs: readonly JudgedRun[]) {
  return {
    columns: ['class', 'run', 'works', 'f1', 'precision', 'recall'],
    rows: (runs[0]?.evaluation?.perClass ?? []).flatMap(({ name, support }) =>
      runs.map(({ number, evaluation }) => {
        const cell = evaluation?.perClass.find((each) => each.name === name);
        return [name, `#${number}`, support, cell?.f1 ?? '', cell?.precision ?? '', cell?.recall ?? ''];
      }),
    ),
  };
}
