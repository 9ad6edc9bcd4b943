// Runs apart: shows what a recipe does.
import { type PreviewOptions, previewRecipe, type Recipe } from '@atelier/ml/recipe';
import { answer } from '../../apart/answer.ts';
import { type DatasetPaths, withDataset } from '../../apart/with-dataset.ts';

export interface PreviewTask {
  readonly files: DatasetPaths;
  readonly view: string;
  readonly recipe: Recipe;
  readonly options: PreviewOptions;
}

answer(({ files, view, recipe, options }: PreviewTask) => withDataset(files, (dataset) => previewRecipe(dataset, view, recipe, options)));
