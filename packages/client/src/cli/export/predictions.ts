import type { Atelier } from '../../connect.ts';
import { PredictionsDocument, type Part, type PredictionsQuery } from '../../operations/generated/operations.ts';
import { unpackF32s, unpackF64s, unpackI32s, unpackU8s } from '../../packed.ts';
import { AtelierError } from '../../transport/errors.ts';
import { brief } from '../text-table.ts';
import type { Column, Table, Values } from './table.ts';

type Predictions = NonNullable<NonNullable<PredictionsQuery['run']>['predictions']>;

interface FilledColumn extends Column {
  readonly values: Values;
}

/** What one run said about each sample of a part, beside what is true: a row a sample. */
export async function predictionsTable(atelier: Atelier, id: string, part: Part): Promise<Table> {
  const { run } = await atelier.request(PredictionsDocument, { id, part });
  if (run === null) throw new AtelierError('NOT_FOUND', `there is no run ${id}`);
  if (run.predictions === null)
    throw new AtelierError('NOT_FOUND', `run #${brief(run.number)} has no predictions of the ${part.toLowerCase()} part`);
  const columns = [...samplesOf(run.predictions), ...saidOf(run.predictions)];
  return {
    columns,
    batches: (async function* () {
      yield columns.map(({ values }) => values);
    })(),
  };
}

function samplesOf({ samples, sampleIds, rows }: Predictions): FilledColumn[] {
  const places = unpackI32s(rows);
  return [
    { name: 'sample', kind: 'text', values: filled(samples, (sample) => sampleIds[sample] ?? null) },
    { name: 'row', kind: 'integer', values: filled(samples, (sample) => places[sample] ?? null) },
  ];
}

function saidOf(predictions: Predictions): FilledColumn[] {
  const { task, samples, classes, outputs } = predictions;
  const scores = unpackF32s(predictions.scores);
  if (task === 'REGRESSION')
    return [...perName('truth', outputs, samples, unpackF64s(predictions.values)), ...perName('predicted', outputs, samples, scores)];
  if (task === 'MULTILABEL')
    return [...perName('truth', classes, samples, unpackU8s(predictions.labels)), ...perName('score', classes, samples, scores)];
  const truth = unpackI32s(predictions.truth);
  const scoreOf = (sample: number, label: number) => scores[sample * classes.length + label]!;
  const calledOf = (sample: number) =>
    classes.reduce((best, _, label) => (scoreOf(sample, label) > scoreOf(sample, best) ? label : best), 0);
  return [
    { name: 'truth', kind: 'text', values: filled(samples, (sample) => classes[truth[sample]!] ?? null) },
    { name: 'predicted', kind: 'text', values: filled(samples, (sample) => classes[calledOf(sample)]!) },
    ...perName('score', classes, samples, scores),
  ];
}

/** A column for each name out of numbers `[samples, names]`. */
function perName(what: string, names: readonly string[], samples: number, numbers: ArrayLike<number>): FilledColumn[] {
  return names.map((name, index) => ({
    name: `${what} ${name}`,
    kind: 'number',
    values: filled(samples, (sample) => numbers[sample * names.length + index]!),
  }));
}

function filled(samples: number, of: (sample: number) => string | number | null): Values {
  return Array.from({ length: samples }, (_, sample) => of(sample));
}
