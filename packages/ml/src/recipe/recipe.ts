/** One step of a recipe: its name, the version of its behaviour and its options. */
export interface RecipeStep {
  readonly step: string;
  readonly version: 1;
  readonly [option: string]: unknown;
}

/** How the rows of one view become model input: ordered steps, as JSON. */
export interface Recipe {
  readonly steps: readonly RecipeStep[];
}

/** What was fitted, on the training part only, one entry per step (null for a step that fits nothing); plain JSON. */
export interface RecipeState {
  readonly steps: readonly unknown[];
}
