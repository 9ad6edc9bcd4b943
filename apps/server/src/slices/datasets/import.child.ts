// Runs apart: reads what was uploaded and writes the canonical files of a version.
import { importFiles, type ImportOptions, type InputFile, type Manifest } from '@atelier/ml/dataset';
import { answer } from '../../apart/answer.ts';

export interface ImportJob {
  readonly files: readonly InputFile[];
  readonly options: ImportOptions;
}

export interface Imported {
  readonly manifest: Manifest;
  /** SHA-256 of the manifest. */
  readonly hash: string;
}

answer(async ({ files, options }: ImportJob): Promise<Imported> => {
  const { manifest, hash } = await importFiles(files, options);
  return { manifest, hash };
});
