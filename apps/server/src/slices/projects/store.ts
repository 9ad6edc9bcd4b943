import type { Project } from '../../db/generated/client.ts';
import type { TeamDoor } from '../../db/scoped.ts';

export interface NewProject {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly primaryMetric: string;
  readonly primaryDirection: string;
}

export function insertProject(db: TeamDoor, project: NewProject): Promise<Project> {
  return db.project.create({ data: { ...project, teamId: db.teamId } });
}

export function updateProject(db: TeamDoor, id: string, changes: Partial<Omit<NewProject, 'slug'>>): Promise<Project> {
  return db.project.update({ where: { id, deletedAt: null }, data: changes });
}

export function findProject(db: TeamDoor, id: string): Promise<Project | null> {
  return db.project.findUnique({ where: { id, deletedAt: null } });
}
