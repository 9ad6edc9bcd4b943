// Who may use what: the one table. Every root field, every edge from one entity to another and every route has its line here,
// or the server does not start. The authorisation tests are generated from the same table.
import type { Level } from './principal.ts';

/** The row that decides the team a root field works in, and where the arguments name it. */
export type Subject =
  | { readonly by: 'slug'; readonly path: string }
  /** Routes have the bare id of a row in their address. */
  | { readonly by: 'row'; readonly type: string; readonly path: string }
  /** `types`: what the id may be of; empty for anything. A list of ids must be of one team. */
  | { readonly by: 'id'; readonly types: readonly string[]; readonly path: string };

/** What the bearer of an attempt's token is admitted to: its own run, the files that its launch needs, or its team to put a file in. */
export type Attempts = 'none' | 'own run' | 'needed file' | 'own team';

export type Rule =
  /** Whoever can reach the server. */
  | { readonly who: 'anyone' }
  /** A person who is signed in. */
  | { readonly who: 'person' }
  /** Members of the subject's team and its keys, at the level; and attempts as far as `attempts` says. */
  | { readonly who: 'member'; readonly level: Level; readonly subject: Subject; readonly attempts: Attempts }
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
const member = (level: Level, subject: Subject): Rule => ({ who: 'member', level, subject, attempts: 'none' });
const memberOrOwnRun = (level: Level, subject: Subject): Rule => ({ who: 'member', level, subject, attempts: 'own run' });
const agent = (subject?: Subject): Rule => ({ who: 'agent', subject });
const edge: Rule = { who: 'edge', level: 'read', agents: false, attempts: false };
const edgeForAdmins: Rule = { ...edge, level: 'admin' } as Rule;
const edgeForAgents: Rule = { ...edge, agents: true } as Rule;
const edgeForAttempts: Rule = { ...edge, attempts: true } as Rule;
const edgeForLaunching: Rule = { ...edge, agents: true, attempts: true } as Rule;

const slug = (path: string): Subject => ({ by: 'slug', path });
const id = (type: string, path: string): Subject => ({ by: 'id', types: [type], path });
const row = (type: string, path: string): Subject => ({ by: 'row', type, path });
const anyId = (path: string): Subject => ({ by: 'id', types: [], path });

export const POLICY: Readonly<Record<string, Rule>> = {
  // routes
  'GET /health': anyone,
  'POST /graphql': anyone,
  'GET /playground': anyone,
  'GET /playground/*': anyone,
  'GET /*': anyone,
  'PUT /files': { ...member('write', slug('team')), attempts: 'own team' } as Rule,
  'GET /files/:id': { ...member('read', row('File', 'id')), attempts: 'needed file' } as Rule,
  'GET /works/:version/:view/:file': member('read', row('DatasetVersion', 'version')),
  'GET /works/:version/:file': member('read', row('DatasetVersion', 'version')),
  'GET /curves/:run': member('read', row('Run', 'run')),
  'GET /projects/:team/:project/:file': member('read', slug('team')),

  // people
  'Query.viewer': anyone,
  'Query.node': member('read', anyId('id')),
  'Query.team': member('read', slug('slug')),
  'Query.invitation': anyone,
  'Mutation.redeemSignInLink': anyone,
  'Mutation.signIn': anyone,
  'Mutation.signOut': anyone,
  'Mutation.updateAccount': person,
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
  'Team.audit': edgeForAdmins,
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

  // data
  'Query.dataset': member('read', id('Dataset', 'id')),
  'Query.datasetVersion': member('read', id('DatasetVersion', 'id')),
  'Mutation.createDataset': member('write', id('Project', 'input.project')),
  'Mutation.updateDatasetCard': member('write', id('Dataset', 'dataset')),
  'Mutation.addDatasetVersion': member('write', id('Dataset', 'input.dataset')),
  'Mutation.addSampleDataset': member('write', id('Project', 'project')),
  'Project.datasets': edge,
  'Dataset.project': edge,
  'Dataset.versions': edge,
  'Dataset.latest': edge,
  'DatasetVersion.dataset': edge,
  'DatasetVersion.files': edgeForAttempts,

  // splits and recipes
  'Query.split': member('read', id('Split', 'id')),
  'Query.defaultRecipe': member('read', id('DatasetVersion', 'version')),
  'Query.previewRecipe': member('read', id('Split', 'split')),
  'Query.previewSplit': member('read', id('DatasetVersion', 'input.version')),
  'Query.recipeSteps': anyone,
  'Mutation.createSplit': member('write', id('DatasetVersion', 'input.version')),
  'Mutation.createRecipe': member('write', id('Project', 'input.project')),
  'Project.splits': edge,
  'Project.recipes': edge,
  'Split.version': edge,

  // runs
  'Query.run': member('read', id('Run', 'id')),
  'Query.curves': member('read', id('Run', 'runs')),
  'Query.curveBands': member('read', id('Run', 'groups.runs')),
  'Mutation.startRun': member('write', id('Project', 'input.project')),
  'Mutation.updateRun': memberOrOwnRun('write', id('Run', 'input.run')),
  'Mutation.finishRun': member('write', id('Run', 'input.run')),
  'Mutation.deleteRuns': member('write', id('Run', 'ids')),
  'Mutation.restoreRuns': member('write', id('Run', 'ids')),
  'Mutation.purgeRuns': member('admin', id('Run', 'ids')),
  'Mutation.archiveRuns': member('write', id('Run', 'ids')),
  'Mutation.unarchiveRuns': member('write', id('Run', 'ids')),
  'Mutation.tagRuns': member('write', id('Run', 'ids')),
  'Mutation.moveRuns': member('write', id('Run', 'ids')),
  'Mutation.heartbeatRun': member('write', id('Run', 'run')),
  'Mutation.appendMetrics': memberOrOwnRun('write', id('Run', 'input.run')),
  'Mutation.logMetrics': memberOrOwnRun('write', id('Run', 'run')),
  'Mutation.recordPredictions': memberOrOwnRun('write', id('Run', 'input.run')),
  'Project.runs': edge,
  'Project.run': edge,
  'Project.trash': edge,
  'Run.project': edge,
  'Run.parent': edge,
  'Run.children': edge,
  'Run.evaluation': edge,
  'Run.predictions': edge,
  'Run.dataset': edge,
  'Run.split': edge,
  'Run.recipe': edge,
  'Subscription.runChanged': member('read', id('Run', 'ids')),
  'Subscription.boardChanged': member('read', id('Project', 'project')),
  'Subscription.curvesGrew': member('read', id('Run', 'ids')),
  'Subscription.logGrew': member('read', id('Run', 'run')),
  'Mutation.appendLog': memberOrOwnRun('write', id('Run', 'run')),
  'Mutation.attachArtifact': memberOrOwnRun('write', id('Run', 'input.run')),
  'Run.artifacts': edge,
  'Artifact.file': edgeForAttempts,

  // views
  'Project.views': edge,
  'Mutation.createView': member('write', id('Project', 'project')),
  'Mutation.updateView': member('write', id('SavedView', 'id')),
  'Mutation.deleteView': member('write', id('SavedView', 'id')),

  // launches
  'Query.planModel': member('read', id('Split', 'split')),
  'Query.attempt': attempt,
  'Mutation.launchRun': member('write', id('Project', 'input.project')),
  'Mutation.evaluateRun': member('write', id('Run', 'input.run')),
  'Mutation.cancelRun': member('write', id('Run', 'id')),
  'Mutation.retryRun': member('write', id('Run', 'id')),
  'Mutation.registerAgent': agent(),
  'Mutation.claimLaunch': agent(),
  'Mutation.heartbeatLaunch': attempt,
  'Mutation.finishLaunch': attempt,
  'Subscription.queueChanged': member('read', id('Team', 'team')),
  'Team.agents': edge,
  'Team.queue': edge,
  'Team.ended': edge,
  'Run.launch': edge,
  'Launch.run': edgeForLaunching,
  'Launch.agent': edge,
  'Agent.current': edgeForAgents,
  'ClaimedLaunch.launch': edgeForAgents,
  'Attempt.launch': edgeForAttempts,
  'Attempt.run': edgeForAttempts,
  'Attempt.version': edgeForAttempts,
  'Attempt.split': edgeForAttempts,
  'Attempt.checkpoint': edgeForAttempts,
  'AttemptEvaluation.models': edgeForAttempts,

  // fusions
  'Query.compareRuns': member('read', id('Run', 'ids')),
  'Query.suggestFusion': member('read', id('Run', 'runs')),
  'Query.previewFusion': member('read', id('Run', 'members.run')),
  'Mutation.fuseRuns': member('write', id('Project', 'input.project')),
  'Run.fusion': edge,
  'Run.fusions': edge,
  'Run.members': edge,
  'Fusion.members': edge,
  'Fusion.gainOver': edge,
  'FusionMember.run': edge,
  'RunComparison.runs': edge,
  'PairedTest.a': edge,
  'PairedTest.b': edge,
};
