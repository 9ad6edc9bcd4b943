import type { Atelier } from '../../connect.ts';
import { CurvesDocument, RunMetricKeysDocument } from '../../operations/generated/operations.ts';
import { unpackF64s } from '../../packed.ts';
import { AtelierError } from '../../transport/errors.ts';
import type { Table, Values } from './table.ts';

/** Every point of every metric of some runs, in order of run, metric and step, exactly as it was logged. */
export function pointsTable(atelier: Atelier, ids: readonly string[]): Table {
  return {
    columns: [
      { name: 'run', kind: 'integer' },
      { name: 'key', kind: 'text' },
      { name: 'step', kind: 'number' },
      { name: 'value', kind: 'number' },
      { name: 'time', kind: 'time' },
    ],
    batches: batches(atelier, ids),
  };
}

async function* batches(atelier: Atelier, ids: readonly string[]): AsyncGenerator<readonly Values[]> {
  for (const id of ids) {
    const { run } = await atelier.request(RunMetricKeysDocument, { id });
    if (run === null) throw new AtelierError('NOT_FOUND', `there is no run ${id}`);
    for (const key of run.metricKeys)
      for await (const { steps, values, times } of allPoints(atelier, id, key)) {
        const repeated = <Value>(value: Value) => Array.from(steps, () => value);
        yield [repeated(run.number), repeated(key), Array.from(steps), Array.from(values), Array.from(times)];
      }
  }
}

interface Points {
  readonly steps: Float64Array;
  readonly values: Float64Array;
  readonly times: Float64Array;
}

/** The points in order of step, by windows that are halved until each comes whole. */
async function* allPoints(
  atelier: Atelier,
  id: string,
  key: string,
  from: number | null = null,
  to: number | null = null,
): AsyncGenerator<Points> {
  const { run } = await atelier.request(CurvesDocument, { id, keys: [key], from, to });
  const [curve] = run?.curves ?? [];
  if (curve === undefined) return;
  const points = { steps: unpackF64s(curve.steps), values: unpackF64s(curve.values), times: unpackF64s(curve.times) };
  const { steps } = points;
  if (curve.columns === 0 || steps[0] === steps.at(-1)) {
    if (steps.length > 0) yield points;
    return;
  }
  const [first, last] = [from ?? steps[0]!, to ?? steps.at(-1)!];
  const middle = Math.floor(first + (last - first) / 2);
  yield* allPoints(atelier, id, key, from, middle);
  yield* allPoints(atelier, id, key, nextAbove(middle), to);
}

/** The smallest float64 above a finite one: two windows that share no step and leave none out. */
function nextAbove(value: number): number {
  const bits = new BigInt64Array(new Float64Array([value + 0]).buffer);
  bits[0]! += value >= 0 ? 1n : -1n;
  return new Float64Array(bits.buffer)[0]!;
}
