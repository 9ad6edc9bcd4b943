import { expect, it } from 'vitest';
import { isForeignKeyViolation, isUniqueViolation } from '../../../../apps/server/src/db/violations.ts';
import { behind } from '../../../support/behind.ts';
import { openWorldForTest, upload } from '../../../support/world.ts';

it('a row that another refers to, and one that refers to none, are told from one that is there already', async () => {
  const world = await openWorldForTest();
  const { sql } = (await behind(world)).database;
  const { id: project, owner, team } = await world.team().project();
  const { startRun } = await owner.query('mutation ($project: ID!) { startRun(input: { project: $project }) { id } }', { project });
  const { id: file } = await upload(owner, team, 'kept.bin', 'bytes');
  await owner.query('mutation ($input: AttachArtifactInput!) { attachArtifact(input: $input) { id } }', {
    input: { run: startRun.id, path: 'kept.bin', file },
  });
  const refusal = (statement: string) =>
    sql.run(statement).then(
      () => undefined,
      (error: unknown) => error,
    );
  const referred = await refusal('DELETE FROM "File"');
  const referring = await refusal(`UPDATE "Artifact" SET "fileId" = '00000000-0000-7000-8000-000000000000'`);
  const twice = await refusal('INSERT INTO "Team" (id, slug, name) SELECT uuidv7(), slug, name FROM "Team"');
  expect([referred, referring, twice].map(isForeignKeyViolation)).toEqual([true, true, false]);
  expect([referred, referring, twice].map(isUniqueViolation)).toEqual([false, false, true]);
});
