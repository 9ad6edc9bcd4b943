import type { Dataset } from '@atelier/ml/dataset';

/** The label of a row as text: its class, several joined by |, or the numbers to be predicted; null where there is none. */
export function labelOf({ target }: Dataset, row: number): string | null {
  switch (target?.kind) {
    case undefined:
      return null;
    case 'binary':
    case 'multiclass':
      return target.classes[target.labels[row] ?? -1] ?? null;
    case 'multilabel':
      return target.classes.filter((_, index) => target.labels[row * target.classes.length + index] === 1).join('|');
    case 'regression':
      return Array.from(target.values.subarray(row * target.outputs, (row + 1) * target.outputs)).join(' ');
  }
}
