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

/** What was fitted, on the training part only; plain JSON. */
export interface RecipeState {
  /** One entry per step, null for a step that fits nothing. */
  readonly steps: readonly unknown[];
  /** The rows it was fitted on: how many, and the SHA-256 of their ids, one a line. */
  readonly fittedOn: { readonly samples: number; readonly ids: string };
}
