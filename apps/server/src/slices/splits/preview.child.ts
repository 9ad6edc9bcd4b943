// Runs apart: shows what a recipe does.
import { previewRecipe, type Recipe } from '@atelier/ml/recipe';
import { answer } from '../../apart/answer.ts';
import { type DatasetPaths, withDataset } from '../../apart/with-dataset.ts';

export interface PreviewTask {
  readonly files: DatasetPaths;
  readonly view: string;
  readonly recipe: Recipe;
  readonly train: Uint32Array;
  readonly rows: readonly number[];
}

answer(({ files, view, recipe, train, rows }: PreviewTask) =>
  withDataset(files, (dataset) => previewRecipe(dataset, view, recipe, train, rows)),
);
