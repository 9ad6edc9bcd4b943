import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { DataError } from '../formats/data-error.ts';
import type { Manifest } from './manifest.ts';

/** Ids and metadata columns, from `samples.ndjson`. */
export async function readSamples(path: string, manifest: Manifest): Promise<{ ids: string[]; columns: (string | number | null)[][] }> {
  const ids: string[] = [];
  const columns = manifest.metadata.map((): (string | number | null)[] => []);
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    const [id, ...values] = JSON.parse(line) as [string, ...(string | number | null)[]];
    ids.push(id);
    columns.forEach((column, index) => column.push(values[index] ?? null));
  }
  if (ids.length !== manifest.samples)
    throw new DataError(`samples.ndjson: expected ${manifest.samples} samples, found ${ids.length}`, { file: 'samples.ndjson' });
  return { ids, columns };
}
