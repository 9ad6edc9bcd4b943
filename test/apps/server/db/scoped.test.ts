// The door itself, behind the API: what it refuses whatever its caller forgot.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../../../apps/server/src/db/database.ts';
import { createTestDatabase, type TestDatabase } from '../../../support/postgres.ts';

let postgres: TestDatabase;
let database: Database;
let ours: string;
let theirs: string;
let theirProject: string;
beforeAll(async () => {
  postgres = await createTestDatabase();
  database = openDatabase({ url: postgres.url, onLost: () => {} });
  const team = (slug: string) => database.identity.team.create({ data: { slug, name: slug } });
  ours = (await team('ours')).id;
  theirs = (await team('theirs')).id;
  const their = database.forTeam(theirs);
  theirProject = (await their.project.create({ data: { teamId: theirs, slug: 'secret', name: 'Secret' } })).id;
});
afterAll(async () => {
  await database.close();
  await postgres.drop();
});

test("another team's rows are neither found, counted, changed nor removed", async () => {
  const db = database.forTeam(ours);
  expect(await db.project.findUnique({ where: { id: theirProject } })).toBeNull();
  expect(await db.project.findFirst({ where: { OR: [{ id: theirProject }, { teamId: theirs }] } })).toBeNull();
  expect(await db.project.count({ where: { teamId: theirs } })).toBe(0);
  expect((await db.project.updateMany({ where: {}, data: { name: 'Ours now' } })).count).toBe(0);
  expect((await db.project.deleteMany({})).count).toBe(0);
  await expect(db.project.update({ where: { id: theirProject }, data: { name: 'Ours now' } })).rejects.toThrow();
  await expect(db.project.delete({ where: { id: theirProject } })).rejects.toThrow();
  expect((await database.forTeam(theirs).project.findUniqueOrThrow({ where: { id: theirProject } })).name).toBe('Secret');
});

test('a row is not written to another team, moved there, or hung on one of its rows', async () => {
  const db = database.forTeam(ours);
  const project = { slug: 'mine', name: 'Mine' };
  await expect(db.project.create({ data: { ...project, teamId: theirs } })).rejects.toThrow('another team');
  await expect(
    db.project.createMany({
      data: [
        { ...project, teamId: ours },
        { ...project, slug: 'b', teamId: theirs },
      ],
    }),
  ).rejects.toThrow('another team');
  const mine = await db.project.create({ data: { ...project, teamId: ours } });
  await expect(db.project.update({ where: { id: mine.id }, data: { teamId: theirs } })).rejects.toThrow('another team');
  await expect(db.project.create({ data: { ...project, slug: 'c', team: { connect: { id: theirs } } } })).rejects.toThrow('not nested');
  // The foreign key is of both columns: the database itself refuses the reference.
  await expect(db.dataset.create({ data: { teamId: ours, projectId: theirProject, name: 'Leak' } })).rejects.toThrow();
});

test('undefined in a condition is refused instead of dropped', async () => {
  await expect(database.forTeam(ours).project.deleteMany({ where: { id: undefined as never } })).rejects.toThrow();
});

test('the same holds inside a transaction', async () => {
  const found = await database.forTeam(ours).$transaction((door) => door.project.findUnique({ where: { id: theirProject } }));
  expect(found).toBeNull();
});

test('there is no way around the door: no raw SQL, no sessions, and people only of the own teams', async () => {
  const db = database.forTeam(ours);
  await expect(db.$queryRaw`SELECT 1`).rejects.toThrow('SQL door');
  await expect(db.session.findMany()).rejects.toThrow('scoped door');
  const stranger = await database.identity.user.create({ data: { name: 'Stranger' } });
  await database.identity.member.create({ data: { teamId: theirs, userId: stranger.id, role: 'OWNER' } });
  expect(await db.user.findUnique({ where: { id: stranger.id } })).toBeNull();
  await expect(db.user.update({ where: { id: stranger.id }, data: { name: 'Renamed' } })).rejects.toThrow('cannot be changed');
});

test('the identity door reaches nothing but what says who somebody is', async () => {
  await expect((database.identity as any).project.findMany()).rejects.toThrow('identity door');
  await expect(database.identity.$queryRaw`SELECT 1`).rejects.toThrow('identity door');
});

test('a door on no team finds nothing', async () => {
  expect(await database.forViewer({ teams: [] }).project.findMany()).toEqual([]);
  expect(await database.forTeam(randomUUID()).team.findMany()).toEqual([]);
});
