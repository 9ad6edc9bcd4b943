import type { TeamInvitationsQuery } from '../../generated/settings.ts';

export type Invitation = NonNullable<TeamInvitationsQuery['team']>['invitations'][number];

/** What became of an invitation; undefined while its link is good. */
export function endOf({ acceptedAt, revokedAt, expiresAt }: Pick<Invitation, 'acceptedAt' | 'revokedAt' | 'expiresAt'>, now = Date.now()) {
  if (acceptedAt) return { word: 'accepted', at: acceptedAt };
  if (revokedAt) return { word: 'withdrawn', at: revokedAt };
  return Date.parse(expiresAt) <= now ? { word: 'ran out', at: expiresAt } : undefined;
}
