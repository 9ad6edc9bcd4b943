import { describe, expect, it } from 'vitest';
import { endOf } from '../../../../apps/web/src/features/settings/invitations.ts';
import { commandWith, expiryOf, wordsOfUse } from '../../../../apps/web/src/features/settings/key-uses.ts';
import { powersOver, rolesToGive } from '../../../../apps/web/src/features/settings/roles.ts';

describe('what one may do to a member', () => {
  it('is nothing for those who only work or look on, but to leave', () => {
    expect(powersOver('MEMBER', { role: 'VIEWER', isSelf: false }, 1)).toEqual({ roles: [], remove: false });
    expect(powersOver('VIEWER', { role: 'VIEWER', isSelf: true }, 1)).toEqual({ roles: [], remove: true });
  });
  it('stops at an own role: an admin neither makes owners nor touches them', () => {
    expect(rolesToGive('ADMIN')).toEqual(['VIEWER', 'MEMBER', 'ADMIN']);
    expect(powersOver('ADMIN', { role: 'OWNER', isSelf: false }, 2)).toEqual({ roles: [], remove: false });
    expect(powersOver('ADMIN', { role: 'MEMBER', isSelf: false }, 1)).toEqual({ roles: ['VIEWER', 'MEMBER', 'ADMIN'], remove: true });
  });
  it('leaves a team its last owner', () => {
    expect(powersOver('OWNER', { role: 'OWNER', isSelf: true }, 1)).toEqual({ roles: [], remove: false });
    expect(powersOver('OWNER', { role: 'OWNER', isSelf: true }, 2).roles).toHaveLength(4);
  });
});

describe('an invitation', () => {
  const made = { acceptedAt: null, revokedAt: null, expiresAt: '2026-01-08T00:00:00Z' };
  const at = (day: number) => Date.parse(`2026-01-0${day}T12:00:00Z`);
  it('is good until it is used, withdrawn or has run out', () => {
    expect(endOf(made, at(7))).toBeUndefined();
    expect(endOf(made, at(8))).toMatchObject({ word: 'ran out' });
    expect(endOf({ ...made, revokedAt: '2026-01-02T00:00:00Z' }, at(3))).toMatchObject({ word: 'withdrawn' });
    expect(endOf({ ...made, acceptedAt: '2026-01-02T00:00:00Z', revokedAt: '2026-01-03T00:00:00Z' }, at(9))).toMatchObject({
      word: 'accepted',
    });
  });
});

describe('a key', () => {
  it('is told by what it may do', () => {
    expect(wordsOfUse({ role: 'ADMIN', scopes: ['admin', 'write', 'read'] })).toBe('everything an admin may');
    // One that was made by a program, with the rights of an admin and the scopes of a member.
    expect(wordsOfUse({ role: 'ADMIN', scopes: ['read', 'write'] })).toBe('read, write, as admin');
  });
  it('comes with what to type where it is used, and runs out when it was said', () => {
    expect(commandWith('agent', 'atl_x', 'http://here')).toBe('ATELIER_URL=http://here ATELIER_KEY=atl_x npm run agent');
    expect(commandWith('work', 'atl_x', 'http://here')).toBe('export ATELIER_URL=http://here ATELIER_KEY=atl_x');
    expect(expiryOf('30', 0)).toBe('1970-01-31T00:00:00.000Z');
    expect(expiryOf('')).toBeNull();
  });
});
