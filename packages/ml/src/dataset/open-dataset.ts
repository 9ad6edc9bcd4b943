/** Opens a dataset version for reading: names and labels at once, views by position. */
import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { DataError } from '../formats/data-error.ts';
import { canonicalJson } from '../formats/canonical-json.ts';
import { sha256 } from '../formats/hash.ts';
import type { Dataset } from './dataset.ts';
import type { Manifest } from './manifest.ts';
import { openView } from './open-view.ts';
import { readSamples } from './read-samples.ts';
import { readTarget } from './read-target.ts';

/** A version's manifest, and where each of its files lies: for files that are stored by their hash. */
export interface DatasetFiles {
  readonly manifest: Manifest;
  readonly resolve: (fileName: string) => string;
}

/** Opens a folder that `importFiles` made, or files wherever they lie. Throws a `DataError` for files that do not fit the manifest. */
export async function openDataset(source: string | DatasetFiles): Promise<Dataset> {
  const { manifest, resolve } = typeof source === 'string' ? openFolder(source) : source;
  if (manifest.format !== 'atelier-dataset' || manifest.version !== 1) {
    throw new DataError(
      `expected a dataset manifest of version 1, found ${JSON.stringify(manifest.format)} ${JSON.stringify(manifest.version)}`,
    );
  }
  const { ids, columns } = await readSamples(resolve('samples.ndjson'), manifest);
  const target = readTarget(manifest, resolve);
  const views = manifest.views.map((view) => openView(view, manifest.samples, resolve));

  function metadata(column: string): readonly (string | number | null)[] {
    const index = manifest.metadata.findIndex(({ name }) => name === column);
    if (index === -1)
      throw new DataError(
        `expected a metadata column (${manifest.metadata.map(({ name }) => name).join(', ') || 'there is none'}), found ${JSON.stringify(column)}`,
      );
    return columns[index];
  }

  function view(name: string): Dataset['views'][number] {
    const found = views.find((candidate) => candidate.name === name);
    if (found === undefined)
      throw new DataError(`expected a view (${views.map((candidate) => candidate.name).join(', ')}), found ${JSON.stringify(name)}`);
    return found;
  }

  return {
    manifest,
    hash: sha256(canonicalJson(manifest)),
    samples: manifest.samples,
    ids,
    views,
    view,
    target,
    metadata,
    groups: manifest.groupColumn === undefined ? undefined : groupsOf(metadata(manifest.groupColumn)),
    close: () => views.forEach((open) => open.close()),
  };
}

/** Rows as groups: a row without a value is a group of its own, whose name no value can have. */
export function groupsOf(values: readonly (string | number | null)[]): string[] {
  return values.map((value, row) => (value === null ? `\u0000row ${row}` : String(value)));
}

function openFolder(folder: string): DatasetFiles {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  const known = new Set(manifest.files.map(({ name }) => name));
  const resolve = (name: string): string => {
    if (!known.has(name) || isAbsolute(name) || name.includes('/') || name.includes('\\'))
      throw new DataError(`expected a file of the dataset, found ${JSON.stringify(name)}`, { file: name });
    return join(folder, name);
  };
  return { manifest, resolve };
}
