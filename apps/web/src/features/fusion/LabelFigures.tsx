// biome-ignore-all lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
'use client';
import { Figure, type FigureQuery } from '../../charts/draw/Figure.tsx';
import { metricText } from '../../charts/prepare/metric-words.ts';
import styles from './Metrics.module.css';
import type { Member } from './member-words.ts';
import type { LabelFigures as Drawn } from './questions.ts';
import { CalibrationFigure, RocFigure } from './RankingFigures.tsx';

interface LabelFiguresProps {
  labels: readonly string[];
  list: readonly Member[];
  members: readonly Drawn[];
  fused: Drawn;
  ink: string;
  query: FigureQuery;
}

/** ROC, F1 label by label and calibration of members that say of each label whether a work has it. */
export function LabelFigures({ labels, ...ranked }: LabelFiguresProps) {
  const { list, members, fused, query } = ranked;
  const columns = [...list.map(({ name }) => name), 'fused'];
  const rows = labels.map((label, code) => ({ label, values: [...members, fused].map(({ f1 }) => f1[code] ?? Number.NaN) }));
  return (
    <>
      <RocFigure {...ranked} note="mean of the labels" />
      <Figure
        title="F1 by label"
        note="called from a probability of one half"
        query={query}
        table={() => ({ columns: ['label', ...columns], rows: rows.map(({ label, values }) => [label, ...values]) })}
      >
        <div className={styles.scroll} tabIndex={0}>
          <table className={styles.table} aria-label="F1 of each label">
            <thead>
              <tr>
                <th scope="col">Label</th>
                {columns.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ label, values }) => {
                const best = Math.max(...values.filter(Number.isFinite));
                return (
                  <tr key={label}>
                    <th scope="row">{label}</th>
                    {values.map((value, index) => (
                      <td key={columns[index]}>
                        {value === best ? <b className={styles.best}>{metricText('f1', value)}</b> : metricText('f1', value)}
                      </td>
                    ))}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      </Figure>
      <CalibrationFigure {...ranked} note="of all labels together" />
    </>
  );
}
