import { isDeepStrictEqual } from 'node:util';
import { audit } from '../../audit.ts';
import type { TeamContext } from '../../context.ts';
import type { Prisma } from '../../db/generated/client.ts';
import { isUniqueViolation } from '../../db/violations.ts';
import { AppError, notFound } from '../../errors.ts';
import { givenName } from '../../naming.ts';
import { nameOf, personOf } from '../../principal.ts';
import { getProject } from '../projects/service.ts';
import { givenState, type ViewState, type ViewStateInput } from './state.ts';
import { countViews, findView, insertView, removeView, updateView as update } from './store.ts';

export type { ViewState };

/** Most views of one project. */
export const MOST_VIEWS = 500;

export interface ViewInput {
  readonly name: string;
  readonly state: ViewStateInput;
}

/** Saves how a board is looked at, and returns its id. A name that a view of the project has already is `CONFLICT`. */
export async function createView(context: TeamContext, projectId: string, input: ViewInput): Promise<string> {
  const { db, viewer, team } = context;
  await getProject(context, projectId);
  const view = {
    projectId,
    name: givenName(input.name),
    state: json(givenState(input.state)),
    createdBy: nameOf(viewer),
    createdById: personOf(viewer),
  };
  if ((await countViews(db, projectId)) >= MOST_VIEWS)
    throw new AppError('CONFLICT', `A project has at most ${MOST_VIEWS} views.`, { hint: 'Delete one that nobody needs.' });
  return withFreeName(view.name, () =>
    db.$transaction(async (door) => {
      const { id } = await insertView(door, view);
      await audit(door, context, { teamId: team.id, action: 'view.create', subject: id, detail: { name: view.name } });
      return id;
    }),
  );
}

/** Changes the name or the state of a view. */
export async function updateView(
  context: TeamContext,
  id: string,
  { name, state }: { readonly [Field in keyof ViewInput]?: ViewInput[Field] | null | undefined },
): Promise<void> {
  const { db, app, team } = context;
  const change = {
    ...(name != null && { name: givenName(name) }),
    ...(state != null && { state: json(givenState(state)) }),
    updatedAt: app.now(),
  };
  await withFreeName(change.name ?? '', () =>
    db.$transaction(async (door) => {
      const before = await findView(door, id);
      if (before === null || !(await update(door, id, change))) throw notFound('SavedView');
      const isRenamed = change.name !== undefined && change.name !== before.name;
      const isOther = change.state !== undefined && !isDeepStrictEqual(change.state, before.state);
      if (!isRenamed && !isOther) return;
      const changed = [...(isRenamed ? ['name'] : []), ...(isOther ? ['state'] : [])];
      const detail = { name: change.name ?? before.name, ...(isRenamed && { was: before.name }), changed };
      await audit(door, context, { teamId: team.id, action: 'view.update', subject: id, detail });
    }),
  );
}

/** Deletes a view; the runs that it shows stay. */
export async function deleteView(context: TeamContext, id: string): Promise<void> {
  const { db, team } = context;
  await db.$transaction(async (door) => {
    const view = await findView(door, id);
    if (view === null || !(await removeView(door, id))) throw notFound('SavedView');
    await audit(door, context, { teamId: team.id, action: 'view.delete', subject: id, detail: { name: view.name } });
  });
}

async function withFreeName<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('CONFLICT', `There is a view called ${name} in this project already.`, { fields: ['name'] });
  }
}

function json(state: ViewState): Prisma.InputJsonObject {
  return state as unknown as Prisma.InputJsonObject;
}
