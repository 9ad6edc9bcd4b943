/** How rows become model input: steps as JSON, fitted on the training part, applied to every part alike. */
export { STEPS } from './catalogue.ts';
export { defaultRecipe } from './default-recipe.ts';
export { fingerprint } from './fit-recipe.ts';
export { inOrderOf, type Origin, viewThatFits } from './fits.ts';
export { type ExpectedInput, formAfter } from './form-after.ts';
export { describeStep, hashRecipe, parseRecipe } from './parse-recipe.ts';
export { type PartRows, prepare, prepareRows } from './prepare.ts';
export type { Prepared, PreparedPart } from './prepared.ts';
export { type Preview, type PreviewedRow, type PreviewOptions, type PreviewRow, previewRecipe } from './preview.ts';
export type { Recipe, RecipeState, RecipeStep } from './recipe.ts';
