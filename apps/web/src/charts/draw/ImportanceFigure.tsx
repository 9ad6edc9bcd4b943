import { number } from '../../lib/format.ts';
import type { Importance } from '../prepare/importance.ts';
import styles from './ImportanceFigure.module.css';

interface ImportanceFigureProps {
  importance: Importance;
  most?: number;
  onChoose?: (name: string) => void;
}

const whatImportance =
  'How much a random forest’s squared error on runs that it has not seen grows when this param is shuffled, as a share of the variance';
const whatCorrelation = 'Spearman’s rank correlation with the outcome';

/** A bar per param, as long as the outcome depends on it, and beside it how the two rise together. */
export function ImportanceFigure({ importance, most = 5, onChoose }: ImportanceFigureProps) {
  const shown = importance.params.slice(0, most);
  const longest = Math.max(...shown.map((param) => param.importance), 1e-9);
  return (
    <div className={styles.figure}>
      <table aria-label="Importance of params">
        <thead>
          <tr>
            <th scope="col">Param</th>
            <th scope="col" title={whatImportance}>
              Importance
            </th>
            <th scope="col" title={whatCorrelation}>
              Rank corr.
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((param) => (
            <tr key={param.name}>
              <th scope="row">
                <button type="button" onClick={() => onChoose?.(param.name)} title={`Scatter of ${param.name}`}>
                  {param.title}
                </button>
              </th>
              <td>
                <span className={styles.bar} style={{ width: `${Math.max(0, (param.importance / longest) * 62)}%` }} />
                {number(Math.max(0, param.importance), 2)}
              </td>
              <td>{Number.isNaN(param.correlation) ? 'in words' : signed(param.correlation)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="muted">{verdict(importance)}</p>
    </div>
  );
}

/** How far this is to be trusted. */
function verdict({ r2, runs }: Importance): string {
  const who = `A forest of 60 trees on ${runs.toLocaleString('en')} runs tells`;
  if (!(r2 > 0.05)) return `${who} nothing of the outcome on runs that it has not seen: do not read these bars.`;
  return `${who} ${Math.round(r2 * 100)} % of the variance on runs that it has not seen. What goes together need not be a cause.`;
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
}
