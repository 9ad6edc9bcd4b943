// What a column of the board is: how it is called, what stands in it and how the server sorts by it. A column is known by a short key,
// so that a choice of columns fits into the address: `test.accuracy`, `metrics.val_loss`, `params.training.learningRate`, `kind`.
import { halfWidth, lowerIsBetter, metricName, metricText } from '../../charts/prepare/metric-words.ts';
import type { BoardRowFragment, RunOrder } from '../../generated/board.ts';
import { ago, count, duration } from '../../lib/format.ts';
import { flatten, valueAtPath, valueText } from '../../lib/json.ts';
import { float64 } from '../../lib/packed.ts';

export type Row = BoardRowFragment;

export interface Column {
  readonly key: string;
  readonly title: string;
  readonly width: number;
  /** The text of a cell. */
  readonly text: (row: Row) => string;
  /** In small muted type beside it. */
  readonly beside?: (row: Row) => string;
  /** For ranking; NaN where there is none. */
  readonly value?: (row: Row) => number;
  readonly lowerIsBetter?: boolean;
  /** Without it the server cannot sort by this column. */
  readonly order?: Omit<RunOrder, 'direction'>;
}

const plain: Record<string, Omit<Column, 'key'>> = {
  kind: { title: 'Kind', width: 76, text: (row) => row.kind },
  duration: {
    title: 'Time',
    width: 96,
    text: (row) => duration(row.durationMs),
    value: (row) => row.durationMs ?? Number.NaN,
    order: { by: 'DURATION' },
  },
  created: { title: 'Created', width: 104, text: (row) => ago(row.createdAt), order: { by: 'CREATED' } },
  author: { title: 'By', width: 110, text: (row) => row.createdBy },
  seed: { title: 'Seed', width: 60, text: (row) => valueText(row.seed) },
  view: { title: 'View', width: 100, text: (row) => valueText(row.view) },
  split: { title: 'Split', width: 150, text: (row) => row.split?.name ?? '–' },
  tags: { title: 'Tags', width: 140, text: (row) => row.tags.join(', ') || '–' },
  backend: { title: 'Backend', width: 100, text: (row) => valueText(row.backend) },
  parameters: { title: 'Parameters', width: 100, text: (row) => count(row.parameters), value: (row) => row.parameters ?? Number.NaN },
};

const shortNames: Record<string, string> = { learningRate: 'lr', batchSize: 'batch' };

export function columnOf(key: string): Column {
  if (plain[key]) return { key, ...plain[key] };
  const [scope = '', name = ''] = splitOnce(key);
  if (scope === 'test') {
    const metric = (row: Row) => row.evaluation?.metrics.find((each) => each.name === name);
    return {
      key,
      title: metricName(`test_${name}`),
      width: 152,
      text: (row) => metricText(name, metric(row)?.value),
      beside: (row) => halfWidth(name, metric(row)?.low, metric(row)?.high),
      value: (row) => metric(row)?.value ?? Number.NaN,
      lowerIsBetter: lowerIsBetter(name),
      order: { by: 'METRIC', key: `test_${name}`, field: 'LAST' },
    };
  }
  if (scope === 'metrics') {
    const best = (row: Row) => {
      const metric = row.metrics.find((each) => each.key === name);
      return metric ? float64(metric.best ?? metric.last) : undefined;
    };
    return {
      key,
      title: metricName(name),
      width: 120,
      text: (row) => metricText(name, best(row)),
      value: (row) => best(row) ?? Number.NaN,
      lowerIsBetter: lowerIsBetter(name),
      order: { by: 'METRIC', key: name, field: 'BEST' },
    };
  }
  const leaf = name.split('.').at(-1) ?? name;
  return {
    key,
    title: shortNames[leaf] ?? leaf,
    width: 84,
    text: (row) => valueText(valueAtPath(row.params, name)),
    order: { by: 'PARAM', key: name },
  };
}

export function defaultColumns(primaryMetric: string): string[] {
  return [
    'kind',
    `test.${primaryMetric}`,
    ...(primaryMetric === 'auc' ? [] : ['test.auc']),
    'params.training.learningRate',
    'params.training.batchSize',
    'seed',
    'duration',
  ];
}

/** Every column that these rows could fill, in the order a person looks for them. */
export function columnsIn(rows: readonly Row[]): string[] {
  const keys = new Set<string>();
  for (const row of rows) for (const metric of row.evaluation?.metrics ?? []) keys.add(`test.${metric.name}`);
  for (const row of rows) for (const key of row.metricKeys) keys.add(`metrics.${key}`);
  for (const key of Object.keys(plain)) keys.add(key);
  for (const row of rows) for (const [path] of flatten(row.params)) keys.add(`params.${path}`);
  return [...keys];
}

/** The best value of a column among finished rows, to be marked; undefined when there is nothing to choose between. */
export function bestOf(column: Column, rows: readonly Row[]): number | undefined {
  if (!column.value || !column.order || column.order.by !== 'METRIC') return undefined;
  const values = rows.map(column.value).filter(Number.isFinite);
  if (values.length < 2) return undefined;
  return column.lowerIsBetter ? Math.min(...values) : Math.max(...values);
}

function splitOnce(key: string): [string, string] {
  const at = key.indexOf('.');
  return [key.slice(0, at), key.slice(at + 1)];
}
