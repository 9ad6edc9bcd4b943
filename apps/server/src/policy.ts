// Who may use what: the one table. Every root field, every edge from one entity to another and every route has its line here,
// or the server does not start. The authorisation tests are generated from the same table.
import type { Level } from './principal.ts';

/** The row that decides the team a root field works in, and where the arguments name it. */
export type Subject =
  | { readonly by: 'slug'; readonly path: string }
  /** `types`: what the id may be of; empty for anything. A list of ids must be of one team. */
  | { readonly by: 'id'; readonly types: readonly string[]; readonly path: string };

export type Rule =
  /** Whoever can reach the server. */
  | { readonly who: 'anyone' }
  /** A person who is signed in. */
  | { readonly who: 'person' }
  /** Members of the subject's team and its keys, at the level. `ownRun`: also the attempt whose run it is. */
  | { readonly who: 'member'; readonly level: Level; readonly subject: Subject; readonly ownRun: boolean }
  /** Agents: those of the installation, and those of the subject's team. */
  | { readonly who: 'agent'; readonly subject: Subject | undefined }
  /** The bearer of the token of a claimed launch. */
  | { readonly who: 'attempt' }
  /**
   * Whoever got hold of the entity that the edge starts from: rows refer to rows of their own team only, and the door
   * opens on the viewer's teams. `level`: in the team of the entity. `agents`, `attempts`: those too.
   */
  | { readonly who: 'edge'; readonly level: Level; readonly agents: boolean; readonly attempts: boolean };

const anyone: Rule = { who: 'anyone' };
const person: Rule = { who: 'person' };
const attempt: Rule = { who: 'attempt' };
const member = (level: Level, subject: Subject): Rule => ({ who: 'member', level, subject, ownRun: false });
const memberOrOwnRun = (level: Level, subject: Subject): Rule => ({ who: 'member', level, subject, ownRun: true });
const agent = (subject?: Subject): Rule => ({ who: 'agent', subject });
const edge: Rule = { who: 'edge', level: 'read', agents: false, attempts: false };
const edgeForAdmins: Rule = { ...edge, level: 'admin' } as Rule;
const edgeForAgents: Rule = { ...edge, agents: true } as Rule;
const edgeForAttempts: Rule = { ...edge, attempts: true } as Rule;
const edgeForLaunching: Rule = { ...edge, agents: true, attempts: true } as Rule;

const slug = (path: string): Subject => ({ by: 'slug', path });
const id = (type: string, path: string): Subject => ({ by: 'id', types: [type], path });
const anyId = (path: string): Subject => ({ by: 'id', types: [], path });

export const POLICY: Readonly<Record<string, Rule>> = {
  // people
  'Query.viewer': anyone,
  'Query.node': member('read', anyId('id')),
  'Query.team': member('read', slug('slug')),
  'Query.invitation': anyone,
  'Mutation.redeemSignInLink': anyone,
  'Mutation.signIn': anyone,
  'Mutation.signOut': anyone,
  'Mutation.createTeam': person,
  'Mutation.inviteMember': member('admin', id('Team', 'team')),
  'Mutation.revokeInvitation': member('admin', id('Invitation', 'id')),
  'Mutation.acceptInvitation': anyone,
  'Mutation.setMemberRole': member('admin', id('Team', 'team')),
  'Mutation.removeMember': member('read', id('Team', 'team')),
  'Mutation.createApiKey': member('admin', id('Team', 'team')),
  'Mutation.revokeApiKey': member('admin', id('ApiKey', 'id')),
  'Viewer.user': edge,
  'Viewer.teams': edge,
  'Team.members': edge,
  'Team.invitations': edgeForAdmins,
  'Team.apiKeys': edgeForAdmins,
  'Member.user': edge,
  'Invitation.createdBy': edge,
  'CreatedApiKey.key': edge,
  'CreatedInvitation.invitation': edge,

  // projects
  'Query.project': member('read', slug('team')),
  'Mutation.createProject': member('write', id('Team', 'team')),
  'Mutation.updateProject': member('write', id('Project', 'id')),
  'Team.projects': edge,
  'Project.team': edge,
};
