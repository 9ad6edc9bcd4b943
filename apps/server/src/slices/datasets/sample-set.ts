// The set to try everything on: drawn pictures and matching melodies, for whoever has no data at hand yet.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { InputFile } from '@atelier/ml/dataset';
import { runApart } from '../../apart/run-apart.ts';
import type { TeamContext } from '../../context.ts';
import { isUniqueViolation } from '../../db/violations.ts';
import { getProject } from '../projects/service.ts';
import { findDatasetByName, insertDataset } from './store.ts';
import { getVersion, importVersion } from './versions.ts';

const NAME = 'Sample works';
const CARD = {
  description:
    'Pictures and matching melodies by invented artists in four styles: two views of each work, some values missing, and one work twice under two artists.',
  licence: 'CC0-1.0',
  consent: 'Nobody took part: the works are drawn by this program.',
  source: 'Drawn from a seed when it was added.',
  sensitive: 'None.',
};

/** Draws the sample set into a project. It is the same each time, so a second call finds what the first one made. */
export async function addSampleVersion(context: TeamContext, projectId: string) {
  await getProject(context, projectId);
  const work = await context.app.files.makeWorkFolder();
  try {
    const files = await runApart<InputFile[]>(
      new URL('./sample-set.child.ts', import.meta.url),
      { folder: join(work, 'sample') },
      { timeoutMs: 120_000, heapMb: 512 },
    );
    const datasetId = await sampleDataset(context, projectId);
    return getVersion(context, await importVersion(context, datasetId, { files, options: {}, note: '' }));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function sampleDataset({ db }: TeamContext, projectId: string): Promise<string> {
  const known = await findDatasetByName(db, projectId, NAME);
  if (known !== null) return known.id;
  try {
    return (await insertDataset(db, { projectId, name: NAME, ...CARD })).id;
  } catch (error) {
    const made = isUniqueViolation(error) ? await findDatasetByName(db, projectId, NAME) : null;
    if (made === null) throw error;
    return made.id;
  }
}
