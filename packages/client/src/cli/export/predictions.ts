import type { Atelier } from '../../connect.ts';
import { PredictionsDocument, type Part } from '../../operations/generated/operations.ts';
import { unpackF32s, unpackI32s } from '../../packed.ts';
import { AtelierError } from '../../transport/errors.ts';
import { brief } from '../text-table.ts';
import type { Table, Values } from './table.ts';

/** What one run said about each sample of a part: a row a sample, with a score for every class. */
export async function predictionsTable(atelier: Atelier, id: string, part: Part): Promise<Table> {
  const { run } = await atelier.request(PredictionsDocument, { id, part });
  if (run === null) throw new AtelierError('NOT_FOUND', `there is no run ${id}`);
  if (run.predictions === null)
    throw new AtelierError('NOT_FOUND', `run #${brief(run.number)} has no predictions of the ${part.toLowerCase()} part`);
  const { classes, sampleIds, samples, rows, scores, truth } = run.predictions;
  const [all, labels, places] = [unpackF32s(scores), unpackI32s(truth), unpackI32s(rows)];
  const scoreOf = (sample: number, label: number) => all[sample * classes.length + label]!;
  const column = <Value>(of: (sample: number) => Value) => Array.from({ length: samples }, (_, sample) => of(sample));
  const batch: Values[] = [
    column((sample) => sampleIds[sample] ?? null),
    column((sample) => places[sample] ?? null),
    column((sample) => classes[labels[sample]!] ?? null),
    column((sample) => classes[classes.reduce((best, _, label) => (scoreOf(sample, label) > scoreOf(sample, best) ? label : best), 0)]!),
    ...classes.map((_, label) => column((sample) => scoreOf(sample, label))),
  ];
  return {
    columns: [
      { name: 'sample', kind: 'text' },
      { name: 'row', kind: 'integer' },
      { name: 'truth', kind: 'text' },
      { name: 'predicted', kind: 'text' },
      ...classes.map((name) => ({ name: `score ${name}`, kind: 'number' as const })),
    ],
    batches: (async function* () {
      yield batch;
    })(),
  };
}
