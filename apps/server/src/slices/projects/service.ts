import { audit } from '../../audit.ts';
import type { TeamContext } from '../../context.ts';
import { isUniqueViolation } from '../../db/violations.ts';
import { AppError, invalidInput, notFound } from '../../errors.ts';
import { type Keep, onceOnly } from '../../idempotency.ts';
import { givenName, givenSlug, slugOf, slugsLike } from '../../naming.ts';
import { findProject, insertProject, updateProject as update } from './store.ts';

const DESCRIPTION_LIMIT = 20_000;
const METRIC_LIMIT = 200;

export interface ProjectInput {
  readonly name: string;
  readonly slug?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly primaryMetric?: string | null | undefined;
  readonly primaryDirection?: string | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

export type ProjectChanges = {
  readonly [Field in 'name' | 'description' | 'primaryMetric' | 'primaryDirection']?: string | null | undefined;
};

/** A project of the team. Throws `NOT_FOUND` when there is none, or it lies in the trash. */
export async function getProject({ db }: Pick<TeamContext, 'db'>, id: string) {
  const project = await findProject(db, id);
  if (project === null) throw notFound('Project');
  return project;
}

/** Makes a project. A slug that is asked for and taken is `CONFLICT`; one made from the name is numbered. */
export async function createProject(context: TeamContext, { idempotencyKey, ...input }: ProjectInput) {
  const id = await onceOnly(
    context,
    { action: 'createProject', key: idempotencyKey, input },
    async (keep) => (await insertUnderFreeSlug(context, input, keep)).id,
  );
  return getProject(context, id);
}

/** Changes what is given of a project and leaves the rest. */
export async function updateProject(
  context: TeamContext,
  id: string,
  { name, description, primaryMetric, primaryDirection }: ProjectChanges,
) {
  const before = await getProject(context, id);
  const changes = {
    ...(name != null && { name: givenName(name) }),
    ...(description != null && { description: descriptionOf(description) }),
    ...(primaryMetric != null && { primaryMetric: metricOf(primaryMetric) }),
    ...(primaryDirection != null && { primaryDirection }),
  };
  const changed = (Object.keys(changes) as (keyof typeof changes)[]).filter((field) => changes[field] !== before[field]);
  if (changed.length === 0) return before;
  return context.db.$transaction(async (door) => {
    await audit(door, context, { teamId: context.team.id, action: 'project.update', subject: id, detail: { changed } });
    return update(door, id, changes);
  });
}

async function insertUnderFreeSlug(
  context: TeamContext,
  { name, slug, description, primaryMetric, primaryDirection }: ProjectInput,
  keep: Keep,
) {
  const { db, team } = context;
  for (const candidate of slug == null ? slugsLike(slugOf(name, 'project')) : [givenSlug(slug)]) {
    try {
      return await db.$transaction(async (door) => {
        const project = await insertProject(door, {
          slug: candidate,
          name: givenName(name),
          description: descriptionOf(description ?? ''),
          primaryMetric: metricOf(primaryMetric ?? 'accuracy'),
          primaryDirection: primaryDirection ?? 'MAXIMIZE',
        });
        await audit(door, context, { teamId: team.id, action: 'project.create', subject: project.id });
        await keep(door, project.id);
        return project;
      });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
    }
  }
  throw new AppError('CONFLICT', `The slug ${slug ?? slugOf(name, 'project')} is taken in this team.`, {
    fields: ['slug'],
    hint: 'Choose another slug.',
  });
}

function descriptionOf(text: string): string {
  if (text.length > DESCRIPTION_LIMIT)
    throw invalidInput(`A description has at most ${DESCRIPTION_LIMIT} characters, got ${text.length}`, 'description');
  return text;
}

function metricOf(key: string): string {
  if (key.length === 0 || key.length > METRIC_LIMIT)
    throw invalidInput(`The name of a metric has 1 to ${METRIC_LIMIT} characters, got ${key.length}`, 'primaryMetric');
  return key;
}
