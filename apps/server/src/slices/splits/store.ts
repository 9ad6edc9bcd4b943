import type { Prisma, Recipe, Split } from '../../db/generated/client.ts';
import type { TeamDoor, ViewerDatabase } from '../../db/scoped.ts';

export type NewSplit = Omit<Prisma.SplitUncheckedCreateInput, 'id' | 'teamId' | 'createdAt' | 'runs'>;
export type NewRecipe = Omit<Prisma.RecipeUncheckedCreateInput, 'id' | 'teamId' | 'createdAt' | 'runs'>;

export function findSplit(db: Pick<ViewerDatabase, 'split'>, id: string): Promise<Split | null> {
  return db.split.findUnique({ where: { id } });
}

export function insertSplit(db: TeamDoor, split: NewSplit): Promise<Split> {
  return db.split.create({ data: { ...split, teamId: db.teamId } });
}

export function findRecipe(db: TeamDoor, id: string): Promise<Recipe | null> {
  return db.recipe.findUnique({ where: { id } });
}

export function insertRecipe(db: TeamDoor, recipe: NewRecipe): Promise<Recipe> {
  return db.recipe.create({ data: { ...recipe, teamId: db.teamId } });
}
