import { audit } from '../../audit.ts';
import type { TeamContext } from '../../context.ts';
import { isUniqueViolation } from '../../db/violations.ts';
import { AppError, notFound } from '../../errors.ts';
import { onceOnly } from '../../idempotency.ts';
import { getProject } from '../projects/service.ts';
import { givenName } from '../../naming.ts';
import { type CardInput, givenCard } from './input.ts';
import { findDataset, insertDataset, updateCard } from './store.ts';

export type { Card } from './store.ts';

export { addSampleVersion } from './sample-set.ts';
export { getWork } from './works.ts';
export { addVersion, getVersion, versionFiles, type VersionFiles, withVersion } from './versions.ts';

const EMPTY_CARD = { description: '', licence: '', consent: '', source: '', sensitive: '' };

/** A dataset of the team. */
export async function getDataset({ db }: Pick<TeamContext, 'db'>, id: string) {
  const dataset = await findDataset(db, id);
  if (dataset === null) throw notFound('Dataset');
  return dataset;
}

export interface DatasetInput {
  readonly projectId: string;
  readonly name: string;
  readonly card?: CardInput | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

/** Makes a dataset, without a version yet. A name that the project has is `CONFLICT`. */
export async function createDataset(context: TeamContext, { idempotencyKey, ...input }: DatasetInput) {
  const { db, team } = context;
  const { projectId, name, card } = input;
  await getProject(context, projectId);
  const id = await onceOnly(context, { action: 'createDataset', key: idempotencyKey, input }, async (keep) => {
    try {
      return await db.$transaction(async (door) => {
        const dataset = await insertDataset(door, { projectId, name: givenName(name, 'input.name'), ...EMPTY_CARD, ...givenCard(card) });
        await audit(door, context, { teamId: team.id, action: 'dataset.create', subject: dataset.id });
        await keep(door, dataset.id);
        return dataset.id;
      });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw new AppError('CONFLICT', `The project has a dataset ${JSON.stringify(name)} already.`, {
        fields: ['input.name'],
        hint: 'Add a version to it, or choose another name.',
      });
    }
  });
  return getDataset(context, id);
}

/** Changes the parts of the card that are given. */
export async function updateDatasetCard(context: TeamContext, id: string, card: CardInput) {
  await getDataset(context, id);
  return context.db.$transaction(async (door) => {
    await audit(door, context, { teamId: context.team.id, action: 'dataset.card', subject: id });
    return updateCard(door, id, givenCard(card));
  });
}
