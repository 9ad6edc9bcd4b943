import type { EvaluationFieldsFragment } from '@atelier/client/operations';

/** One line of the table at the end. */
export interface Scored {
  readonly title: string;
  readonly evaluation: EvaluationFieldsFragment;
  readonly weights?: readonly number[];
}

const COLUMNS = [
  { name: 'accuracy', title: 'accuracy' },
  { name: 'macro_f1', title: 'macro F1' },
  { name: 'auc', title: 'AUC' },
] as const;

/** The metrics with their 95 % intervals, for people. */
export function scoreTable(scored: readonly Scored[]): string {
  const rows = [
    ['test part', ...COLUMNS.map(({ title }) => title), 'weights'],
    ...scored.map(({ title, evaluation, weights }) => [
      title,
      ...COLUMNS.map(({ name }) => cell(evaluation, name)),
      weights?.map((weight) => weight.toFixed(2)).join(' + ') ?? '',
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column]!))
      .join('   ')
      .trimEnd(),
  );
  lines.splice(1, 0, widths.map((width) => '─'.repeat(width)).join('   '));
  return lines.join('\n');
}

/** All metrics of an evaluation by name, in camel case, with the intervals of those that have one; undefined values are null. */
export function scores({ evaluation, weights }: Scored): Record<string, unknown> {
  const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return {
    ...Object.fromEntries(evaluation.metrics.map(({ name, value }) => [camel(name), value])),
    intervals: Object.fromEntries(
      evaluation.metrics.filter(({ low, high }) => low !== null && high !== null).map(({ name, low, high }) => [camel(name), [low, high]]),
    ),
    samples: evaluation.samples,
    ...(weights === undefined ? {} : { weights }),
  };
}

function cell(evaluation: EvaluationFieldsFragment, name: string): string {
  const metric = evaluation.metrics.find((candidate) => candidate.name === name);
  if (metric?.value == null) return '–';
  const interval = metric.low === null || metric.high === null ? '' : ` (${percent(metric.low)}–${percent(metric.high)})`;
  return `${percent(metric.value)}${interval}`;
}

const percent = (value: number) => (value * 100).toFixed(1);
