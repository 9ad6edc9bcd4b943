import { audit } from '../../audit.ts';
import type { TeamContext } from '../../context.ts';
import { isUniqueViolation } from '../../db/violations.ts';
import { AppError, notFound } from '../../errors.ts';
import type { TeamDoor } from '../../db/scoped.ts';
import { type Keep, onceOnly } from '../../idempotency.ts';
import { getProject } from '../projects/service.ts';
import { givenName } from '../../naming.ts';
import { type CardInput, givenCard } from './input.ts';
import { filesToImport, insertImported, readFiles, type VersionFilesInput } from './import-files.ts';
import { type Card, findDataset, findDatasetByName, insertDataset, updateCard } from './store.ts';

export type { Card } from './store.ts';

export { addSampleVersion } from './sample-set.ts';
export { getWork } from './works.ts';
export { addVersion, getVersion, type Reader, versionFiles, type VersionFiles, withVersion } from './versions.ts';

const EMPTY_CARD = { description: '', licence: '', consent: '', source: '', sensitive: '' };

/** A dataset of the team. */
export async function getDataset({ db }: Pick<TeamContext, 'db'>, id: string) {
  const dataset = await findDataset(db, id);
  if (dataset === null) throw notFound('Dataset');
  return dataset;
}

export interface DatasetInput extends Partial<VersionFilesInput> {
  readonly projectId: string;
  readonly name: string;
  readonly card?: CardInput | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

/**
 * Makes a dataset: with a first version when files are given, all of it or nothing, else without a version yet.
 * A name that the project has is `CONFLICT`.
 */
export async function createDataset(context: TeamContext, { idempotencyKey, ...input }: DatasetInput) {
  const { projectId, card, files, options, note } = input;
  const name = givenName(input.name, 'input.name');
  await getProject(context, projectId);
  const dataset = { projectId, name, ...EMPTY_CARD, ...givenCard(card) };
  const once = { action: 'createDataset', key: idempotencyKey, input, isSlow: files !== undefined };
  const id = await onceOnly(context, once, async (keep) => {
    if (files === undefined) return insertNamed(context, dataset, keep);
    // Said before the files are read, which may take a while.
    if ((await findDatasetByName(context.db, projectId, name)) !== null) throw nameTaken(name);
    return readFiles(context, await filesToImport(context, { files, options, note }), async (read) => {
      const adopted = await read.adopt();
      return insertNamed(context, dataset, keep, (door, datasetId) => insertImported(context, door, { datasetId, read, files: adopted }));
    });
  });
  return getDataset(context, id);
}

async function insertNamed(
  context: TeamContext,
  dataset: Parameters<typeof insertDataset>[1],
  keep: Keep,
  fill: (door: TeamDoor, datasetId: string) => Promise<unknown> = async () => {},
): Promise<string> {
  try {
    return await context.db.$transaction(async (door) => {
      const { id } = await insertDataset(door, dataset);
      await audit(door, context, { teamId: context.team.id, action: 'dataset.create', subject: id });
      await fill(door, id);
      await keep(door, id);
      return id;
    });
  } catch (error) {
    throw isUniqueViolation(error) ? nameTaken(dataset.name) : error;
  }
}

function nameTaken(name: string): AppError {
  return new AppError('CONFLICT', `The project has a dataset ${JSON.stringify(name)} already.`, {
    fields: ['input.name'],
    hint: 'Add a version to it, or choose another name.',
  });
}

/** Changes the parts of the card that are given. Each that is another one now is written down with what it was. */
export async function updateDatasetCard(context: TeamContext, id: string, card: CardInput) {
  const before = await getDataset(context, id);
  const given = Object.entries(givenCard(card)) as [keyof Card, string][];
  const changed = given.filter(([field, text]) => before[field] !== text);
  return context.db.$transaction(async (door) => {
    for (const [path, to] of changed)
      await audit(door, context, {
        teamId: context.team.id,
        action: 'dataset.card',
        subject: id,
        detail: { path, from: before[path], to },
      });
    return updateCard(door, id, Object.fromEntries(changed));
  });
}
