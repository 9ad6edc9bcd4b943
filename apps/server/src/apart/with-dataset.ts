// For work that runs apart on a dataset version: its files come as a manifest and the paths they lie at.
import { type Dataset, type Manifest, openDataset } from '@atelier/ml/dataset';
import { DataError } from '@atelier/ml/formats';

export interface DatasetPaths {
  readonly manifest: Manifest;
  /** Absolute path of each file that the manifest names. */
  readonly paths: Readonly<Record<string, string>>;
}

/** Opens the version for the work and closes it after. */
export async function withDataset<Result>(
  { manifest, paths }: DatasetPaths,
  work: (dataset: Dataset) => Promise<Result> | Result,
): Promise<Result> {
  const dataset = await openDataset({ manifest, resolve: (name) => pathOf(paths, name) });
  try {
    return await work(dataset);
  } finally {
    dataset.close();
  }
}

function pathOf(paths: DatasetPaths['paths'], name: string): string {
  if (!Object.hasOwn(paths, name))
    throw new DataError(`expected a file of the dataset (${Object.keys(paths).join(', ')}), found ${JSON.stringify(name)}`, { file: name });
  return paths[name] as string;
}
