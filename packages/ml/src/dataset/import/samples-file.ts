/** `samples.ndjson`: one line a sample, its id and then its metadata in the manifest's order. */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { MetadataColumn } from './collect-table.ts';

export const SAMPLES_FILE = 'samples.ndjson';

export async function writeSamples(ids: readonly string[], metadata: readonly MetadataColumn[], folder: string): Promise<void> {
  const stream = createWriteStream(join(folder, SAMPLES_FILE), { flags: 'wx' });
  for (let row = 0; row < ids.length; row++) {
    const line = `${JSON.stringify([ids[row], ...metadata.map((column) => column.values[row])])}\n`;
    if (!stream.write(line)) await once(stream, 'drain');
  }
  stream.end();
  await finished(stream);
}
