/** A dataset from files in memory, as if a person had dropped them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Dataset, type ImportOptions, importFiles, openDataset } from '@atelier/ml/dataset';

/** Close it to remove its files as well. */
export async function datasetOf(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Omit<ImportOptions, 'folder'> = {},
): Promise<Dataset> {
  const root = mkdtempSync(join(tmpdir(), 'atelier-dataset-'));
  try {
    const inputs = Object.entries(files).map(([name, content]) => {
      writeFileSync(join(root, name), content);
      return { name, path: join(root, name) };
    });
    const { folder } = await importFiles(inputs, { ...options, folder: join(root, 'version') });
    const dataset = await openDataset(folder);
    return {
      ...dataset,
      close: () => {
        dataset.close();
        rmSync(root, { recursive: true });
      },
    };
  } catch (error) {
    rmSync(root, { recursive: true });
    throw error;
  }
}
