'use client';
import { tableSvg } from '../prepare/table-svg.ts';
import styles from './ConfusionTable.module.css';
import { useFigurePicture } from './figure-picture.ts';

interface ConfusionTableProps {
  classes: readonly string[];
  /** Rows are the truth, columns what was predicted. */
  counts: readonly (readonly number[])[];
  label: string;
  /** Makes each count that is not 0 a button. */
  onChoose?: (truth: string, predicted: string) => void;
}

/** Counts of truth against prediction; the ink of a cell is its share of the row. */
export function ConfusionTable({ classes, counts, label, onChoose }: ConfusionTableProps) {
  useFigurePicture(({ accent, ...ink }, title) =>
    tableSvg({
      title,
      columns: ['truth', ...classes],
      rows: counts.map((row, truth) => [classes[truth] ?? '', ...row]),
      shade: (truth, predicted) => shade(shareOf(counts[truth] ?? [], predicted)) / 100,
      accent,
      ink,
    }),
  );
  return (
    <div className={styles.scroll} tabIndex={0}>
      <table className={styles.confusion} aria-label={label}>
        <thead>
          <tr>
            <td />
            {classes.map((name) => (
              <th key={name} scope="col" title={`predicted ${name}`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {counts.map((row, truth) => {
            const total = row.reduce((sum, value) => sum + value, 0);
            return (
              <tr key={classes[truth]}>
                <th scope="row">{classes[truth]}</th>
                {row.map((value, predicted) => {
                  const share = shareOf(row, predicted);
                  return (
                    <td
                      key={classes[predicted]}
                      style={{
                        background: `color-mix(in srgb, var(--accent) ${shade(share)}%, var(--panel))`,
                      }}
                      title={`${classes[truth]} taken for ${classes[predicted]}: ${value} of ${total}`}
                    >
                      {onChoose && value > 0 ? (
                        <button
                          type="button"
                          aria-label={`${value} works, ${classes[truth]} taken for ${classes[predicted]}`}
                          onClick={() => onChoose(classes[truth] ?? '', classes[predicted] ?? '')}
                        >
                          {value}
                        </button>
                      ) : (
                        value
                      )}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function shareOf(row: readonly number[], predicted: number): number {
  const total = row.reduce((sum, value) => sum + value, 0);
  return total > 0 ? (row[predicted] ?? 0) / total : 0;
}

/** Per cent of the accent: never so much that ink cannot be read on it, in either theme. */
function shade(share: number): number {
  return Math.round(4 + share * 50);
}
