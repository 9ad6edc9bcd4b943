import { builder } from '../../builder.ts';
import { encodeId } from '../../ids.ts';
import type { Principal } from '../../principal.ts';
import { redeemSignInLink, signIn, signOut, updateAccount } from './service.ts';

export const UserType = builder.prismaObject('User', {
  description: 'A person with an account on this installation.',
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('User', id) }),
    name: t.exposeString('name'),
    email: t.exposeString('email', { nullable: true, description: 'What they sign in with; null for somebody who came by a link alone.' }),
    hasPassword: t.boolean({
      description: 'Whether they can sign in without a link.',
      select: { passwordHash: true },
      resolve: ({ passwordHash }) => passwordHash !== null,
    }),
  }),
});

export const InstallationType = builder.objectRef<Record<never, never>>('Installation').implement({
  description: 'This server.',
  fields: (t) => ({
    version: t.string({ resolve: (_installation, _args, { app }) => app.config.version }),
  }),
});

export const ViewerType = builder.objectRef<Principal>('Viewer').implement({
  description: 'Who is asking, and what they may see.',
  fields: (t) => ({
    user: t.prismaField({
      type: 'User',
      nullable: true,
      description: 'The person who is signed in; null for a key, and for nobody.',
      resolve: (query, principal, _args, { db }) =>
        principal.kind === 'user' ? db.user.findUnique({ ...query, where: { id: principal.userId } }) : null,
    }),
    installation: t.field({ type: InstallationType, resolve: () => ({}) }),
  }),
});

builder.queryField('viewer', (t) => t.field({ type: ViewerType, resolve: (_root, _args, { viewer }) => viewer }));

builder.mutationFields((t) => ({
  redeemSignInLink: t.field({
    type: ViewerType,
    description:
      'Signs in by the one-time link that the server prints when it starts. The first link ever makes the owner; for later ones, which are theirs, name, email and password are not used.',
    args: {
      token: t.arg.string({ required: true }),
      name: t.arg.string({ required: true }),
      email: t.arg.string(),
      password: t.arg.string({ description: 'Needs an e-mail address. Without one, only links let this person in.' }),
    },
    resolve: async (_root, { token, ...person }, context) => {
      await redeemSignInLink(context, token, person);
      return context.viewer;
    },
  }),
  signIn: t.field({
    type: ViewerType,
    description: 'Signs in and sets the session cookie.',
    args: { email: t.arg.string({ required: true }), password: t.arg.string({ required: true }) },
    resolve: async (_root, { email, password }, context) => {
      await signIn(context, email, password);
      return context.viewer;
    },
  }),
  updateAccount: t.field({
    type: ViewerType,
    description: 'Changes what is given of the account of who is signed in. A new password ends their sessions in other browsers.',
    args: {
      name: t.arg.string(),
      email: t.arg.string(),
      password: t.arg.string({ description: 'Needs an e-mail address, this one or the one that is known.' }),
      currentPassword: t.arg.string({ description: 'Needed by whoever has a password, to change it or the address.' }),
    },
    resolve: async (_root, changes, context) => {
      await updateAccount(context, changes);
      return context.viewer;
    },
  }),
  signOut: t.boolean({
    description: 'Ends the session. False when there was none.',
    resolve: (_root, _args, context) => signOut(context),
  }),
}));
