import { Button } from '@mantine/core';
import { Figure, type FigureQuery } from '../../charts/draw/Figure.tsx';
import type { RecipesQuery } from '../../generated/data.ts';
import { When } from '../../ui/When.tsx';
import styles from './Recipe.module.css';
import type { RecipeStep } from './recipe-form.ts';

interface KeptRecipesProps {
  view: string;
  recipes: readonly NonNullable<RecipesQuery['project']>['recipes']['nodes'][number][];
  query: FigureQuery;
  onLook: (steps: readonly RecipeStep[]) => void;
}

/** The recipes that were kept for a view, with their steps in words. */
export function KeptRecipes({ view, recipes, query, onLook }: KeptRecipesProps) {
  return (
    <Figure
      title="Kept recipes"
      note={recipes.length > 0 && `for ${view}`}
      table={() => ({
        columns: ['recipe', 'step', 'what it does', 'hash'],
        rows: recipes.flatMap(({ name, lines, hash }) => lines.map((line, index) => [name, index + 1, line, hash])),
      })}
      query={query}
    >
      {recipes.length === 0 && (
        <p className="muted" style={{ margin: 0 }}>
          None yet for {view}. Without one, a launch uses the steps that suit the view.
        </p>
      )}
      {recipes.map((recipe) => (
        <div key={recipe.id} className={styles.saved}>
          <span>
            <b>{recipe.name}</b>{' '}
            <span className="muted">
              <When at={recipe.createdAt} />
            </span>
          </span>
          <Button variant="subtle" size="compact-xs" onClick={() => onLook(recipe.steps as RecipeStep[])}>
            Look at it
          </Button>
          <ol>
            {recipe.lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ol>
        </div>
      ))}
    </Figure>
  );
}
