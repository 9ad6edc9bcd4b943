import { ConfusionTable } from '../../charts/draw/ConfusionTable.tsx';
import type { FigureQuery } from '../../charts/draw/figure-query.ts';
import { RunDot } from '../../charts/draw/RunDot.tsx';
import { TableTools } from '../../charts/draw/TableTools.tsx';
import { Panel } from '../../ui/Page.tsx';
import styles from './Compare.module.css';
import type { JudgedRun } from './compared-run.ts';

/** What each run took for what. */
export function ConfusionsPanel({ runs, query }: { runs: readonly JudgedRun[]; query: FigureQuery }) {
  return (
    <Panel
      title="Confusion, side by side"
      note={
        <>
          rows are the truth · <TableTools title="Confusion" query={query} table={() => tableOf(runs)} />
        </>
      }
      className={styles.wide}
    >
      <div className={styles.confusions} tabIndex={0}>
        {runs.map((run) => (
          <section key={run.id}>
            <h3 title={run.name}>
              <RunDot number={run.number} /> #{run.number} {run.name}
            </h3>
            <ConfusionTable
              classes={run.evaluation!.classes}
              counts={run.evaluation!.confusion}
              label={`Confusion matrix of run ${run.number}`}
            />
          </section>
        ))}
      </div>
    </Panel>
  );
}

function tableOf(runs: readonly JudgedRun[]) {
  return {
    columns: ['run', 'truth', 'predicted', 'works'],
    rows: runs.flatMap(({ number, name, evaluation }) =>
      evaluation!.confusion.flatMap((row, truth) =>
        row.map((works, called) => [`#${number} ${name}`, evaluation!.classes[truth] ?? '', evaluation!.classes[called] ?? '', works]),
      ),
    ),
  };
}
