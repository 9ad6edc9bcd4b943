import type { View } from '../dataset/dataset.ts';
import { isNotes, isStrokes } from '../dataset/sequence-kind.ts';
import type { Recipe, RecipeStep } from './recipe.ts';
import { parseRecipe } from './parse-recipe.ts';

/** A sensible start for a view, every option spelled out. */
export function defaultRecipe(view: Pick<View, 'manifest'>): Recipe {
  return parseRecipe({ steps: stepsFor(view) });
}

function stepsFor({ manifest }: Pick<View, 'manifest'>): RecipeStep[] {
  switch (manifest.modality) {
    case 'IMAGE':
      return manifest.dtype === 'u1'
        ? [step('scale', { method: 'divide', by: 255 })]
        : [step('fill-missing', { policy: 'mean' }), step('scale', { method: 'standardise' })];
    case 'TEXT':
      return [step('tokenise', { unit: 'characters' })];
    case 'TABULAR':
      return [step('fill-missing', { policy: 'median' }), step('scale', { method: 'standardise' }), step('one-hot', {})];
    case 'SEQUENCE':
      if (manifest.vocabularySize !== undefined) return [];
      if (isNotes(manifest)) return [step('notes', { encode: 'features', periods: [72, 96, 144, 192] })];
      return [
        step('fill-missing', { policy: 'model' }),
        isStrokes(manifest) ? step('scale', { method: 'standardise', features: [0, 1] }) : step('scale', { method: 'standardise' }),
      ];
  }
}

function step(name: string, options: Record<string, unknown>): RecipeStep {
  return { step: name, version: 1, ...options };
}
