// Where the column files of a version lie in the store, in a form that can be sent to another process.
import type { DatasetFiles, Manifest } from '@atelier/ml/dataset';
import { DataError } from '@atelier/ml/formats';

export interface DatasetPaths {
  readonly manifest: Manifest;
  /** Absolute path of each file that the manifest names. */
  readonly paths: Readonly<Record<string, string>>;
}

/** What `openDataset` takes. */
export function filesAt({ manifest, paths }: DatasetPaths): DatasetFiles {
  return {
    manifest,
    resolve: (name) => {
      if (!Object.hasOwn(paths, name)) throw new DataError(`expected a file of the dataset (${Object.keys(paths).join(', ')}), found ${JSON.stringify(name)}`, { file: name });
      return paths[name];
    },
  };
}
