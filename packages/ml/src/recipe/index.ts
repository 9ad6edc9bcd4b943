export type { Prepared, PreparedPart } from './prepared.ts';
export type { Recipe, RecipeState, RecipeStep } from './recipe.ts';
