import { builder } from '../../builder.ts';
import { type Context, inTeam } from '../../context.ts';
import type { ApiKey, Invitation } from '../../db/generated/client.ts';
import { Role } from '../../db/generated/enums.ts';
import { rowId } from '../../ids.ts';
import { ViewerType } from '../auth/schema.ts';
import {
  acceptInvitation,
  createApiKey,
  createTeam,
  inviteMember,
  previewInvitation,
  removeMember,
  revokeApiKey,
  revokeInvitation,
  setMemberRole,
} from './service.ts';

export const RoleType = builder.enumType('Role', {
  description: 'What a member may do in a team, each including what the ones below it may.',
  values: {
    [Role.OWNER]: { description: 'Everything, other owners included.' },
    [Role.ADMIN]: { description: 'Members, invitations and keys.' },
    [Role.MEMBER]: { description: 'Data, runs and all other work.' },
    [Role.VIEWER]: { description: 'See everything, change nothing.' },
  },
});

export const TeamType = builder.prismaNode('Team', {
  id: { field: 'id' },
  description: 'People who work together. Everything below belongs to one team and is seen by no other.',
  fields: (t) => ({
    slug: t.exposeString('slug', { description: 'Its part of every address.' }),
    name: t.exposeString('name'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    role: t.field({ type: RoleType, description: "The viewer's own role.", resolve: ({ id }, _args, context) => roleIn(context, id) }),
    members: t.relation('members', {
      description: 'In the order in which they joined; at most 1,000.',
      query: { orderBy: { joinedAt: 'asc' }, take: 1_000 },
    }),
    invitations: t.relation('invitations', {
      description: 'Newest first, used and revoked ones included. For administrators.',
      query: { orderBy: { id: 'desc' }, take: 200 },
    }),
    apiKeys: t.relation('apiKeys', {
      description: 'Newest first, revoked ones included. For administrators.',
      query: { orderBy: { id: 'desc' }, take: 200 },
    }),
  }),
});

builder.prismaObject('Member', {
  description: 'A person in a team.',
  fields: (t) => ({
    user: t.relation('user'),
    role: t.expose('role', { type: RoleType }),
    joinedAt: t.expose('joinedAt', { type: 'DateTime' }),
  }),
});

const InvitationType = builder.prismaNode('Invitation', {
  id: { field: 'id' },
  description: 'A link into a team that works once.',
  fields: (t) => ({
    role: t.expose('role', { type: RoleType, description: 'What whoever accepts it becomes.' }),
    email: t.exposeString('email', { nullable: true, description: 'Only an account with this address can accept it; null: any.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
    acceptedAt: t.expose('acceptedAt', { type: 'DateTime', nullable: true }),
    revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true }),
    createdBy: t.relation('createdBy'),
  }),
});

const ApiKeyType = builder.prismaNode('ApiKey', {
  id: { field: 'id' },
  description: 'What a program or an agent identifies itself by: `Authorization: Bearer atl_…`.',
  fields: (t) => ({
    name: t.exposeString('name'),
    role: t.expose('role', { type: RoleType }),
    scopes: t.exposeStringList('scopes', {
      description: 'What it may be used for within its role: read, write, admin; or agent, to take launches.',
    }),
    prefix: t.exposeString('prefix', { description: 'The first letters of the secret, to tell keys apart.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', nullable: true }),
    lastUsedAt: t.expose('lastUsedAt', { type: 'DateTime', nullable: true, description: 'Exact to five minutes.' }),
    revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true }),
  }),
});

const CreatedApiKey = builder.objectRef<{ key: ApiKey; secret: string }>('CreatedApiKey').implement({
  description: 'A new key with its secret, which is shown this once and not stored.',
  fields: (t) => ({ key: t.expose('key', { type: ApiKeyType }), secret: t.exposeString('secret') }),
});

const CreatedInvitation = builder.objectRef<{ invitation: Invitation; url: string }>('CreatedInvitation').implement({
  description: 'A new invitation with its link, which is shown this once and not stored.',
  fields: (t) => ({ invitation: t.expose('invitation', { type: InvitationType }), url: t.exposeString('url') }),
});

const InvitationPreview = builder.objectRef<NonNullable<Awaited<ReturnType<typeof previewInvitation>>>>('InvitationPreview').implement({
  description: 'What the holder of an invitation link sees before they accept.',
  fields: (t) => ({
    team: t.exposeString('team', { description: 'Name of the team.' }),
    role: t.expose('role', { type: RoleType }),
    invitedBy: t.exposeString('invitedBy'),
    expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
  }),
});

builder.objectField(ViewerType, 'teams', (t) =>
  t.prismaField({
    type: ['Team'],
    description: 'The teams the viewer belongs to, by name.',
    resolve: (query, _viewer, _args, { db }) => db.team.findMany({ ...query, orderBy: [{ name: 'asc' }, { id: 'asc' }], take: 1_000 }),
  }),
);

builder.queryFields((t) => ({
  team: t.prismaField({
    type: 'Team',
    nullable: true,
    args: { slug: t.arg.string({ required: true }) },
    resolve: (query, _root, { slug }, { db }) => db.team.findUnique({ ...query, where: { slug } }),
  }),
  invitation: t.field({
    type: InvitationPreview,
    nullable: true,
    description: 'What an invitation is to; null when it can no longer be accepted.',
    args: { token: t.arg.string({ required: true }) },
    resolve: (_root, { token }, context) => previewInvitation(context, token),
  }),
}));

builder.mutationFields((t) => ({
  createTeam: t.prismaField({
    type: 'Team',
    description: 'Makes a team with the viewer as its owner.',
    args: { name: t.arg.string({ required: true }), slug: t.arg.string({ description: 'Left out: made from the name.' }) },
    resolve: async (_query, _root, input, context) => createTeam(context, input),
  }),
  inviteMember: t.field({
    type: CreatedInvitation,
    description: 'Makes a link by which one person can join.',
    args: {
      team: t.arg.id({ required: true }),
      role: t.arg({ type: RoleType, required: true, defaultValue: 'MEMBER' }),
      email: t.arg.string({ description: 'Binds the invitation to this address.' }),
    },
    resolve: (_root, { role, email }, context) => inviteMember(inTeam(context), { role, email }),
  }),
  revokeInvitation: t.field({
    type: InvitationType,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => revokeInvitation(inTeam(context), rowId('Invitation', id)),
  }),
  acceptInvitation: t.prismaField({
    type: 'Team',
    description: 'Joins a team: as who is signed in, else as a new person, who is signed in by it.',
    args: {
      token: t.arg.string({ required: true }),
      name: t.arg.string({ description: 'Required of a new person.' }),
      email: t.arg.string(),
      password: t.arg.string(),
    },
    resolve: async (query, _root, { token, ...person }, context) => {
      const id = await acceptInvitation(context, token, person);
      return context.db.team.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  setMemberRole: t.prismaField({
    type: 'Member',
    description:
      'Gives a member another role. Nobody gives or takes a role above their own, and one owner stays. Keys of the member that could do more are given the role too.',
    args: { team: t.arg.id({ required: true }), user: t.arg.id({ required: true }), role: t.arg({ type: RoleType, required: true }) },
    resolve: (_query, _root, { user, role }, context) => setMemberRole(inTeam(context), rowId('User', user), role),
  }),
  removeMember: t.boolean({
    description: 'Removes a member, or oneself; their keys and open invitations are revoked.',
    args: { team: t.arg.id({ required: true }), user: t.arg.id({ required: true }) },
    resolve: (_root, { user }, context) => removeMember(inTeam(context), rowId('User', user)),
  }),
  createApiKey: t.field({
    type: CreatedApiKey,
    description: 'Makes a key that can do no more than its maker.',
    args: {
      team: t.arg.id({ required: true }),
      name: t.arg.string({ required: true }),
      role: t.arg({ type: RoleType, required: true, defaultValue: 'MEMBER' }),
      scopes: t.arg.stringList({ description: 'Some of read, write, admin, agent. Left out: read and write, as far as the role goes.' }),
      expiresAt: t.arg({ type: 'DateTime' }),
    },
    resolve: (_root, input, context) => createApiKey(inTeam(context), input),
  }),
  revokeApiKey: t.field({
    type: ApiKeyType,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => revokeApiKey(inTeam(context), rowId('ApiKey', id)),
  }),
}));

function roleIn({ viewer }: Context, teamId: string): Role {
  const role = viewer.kind === 'user' ? viewer.roles.get(teamId) : viewer.kind === 'apiKey' ? viewer.role : undefined;
  return role ?? 'VIEWER';
}
