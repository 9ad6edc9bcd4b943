// What members may do to each other.
import { Role } from '../../db/generated/enums.ts';
import { AppError } from '../../errors.ts';
import { type Level, levelOf, reaches } from '../../principal.ts';

/** Throws unless somebody at `level` may give or take `role`: nobody hands out more than they have. */
export function requireRoleWithin(level: Level | undefined, role: Role): void {
  if (level === undefined || !reaches(level, levelOf(role)))
    throw new AppError(
      'FORBIDDEN',
      `Only ${role === 'OWNER' ? 'an owner' : `a member at least ${role}`} may give or take the role ${role}.`,
    );
}

/** The roles that may do more than this one. */
export function rolesAbove(role: Role): Role[] {
  return Object.values(Role).filter((other) => !reaches(levelOf(role), levelOf(other)));
}

/** Throws when the last owner would be gone. `owners`: how many there are now. */
export function requireAnOwnerLeft(owners: number, leaving: Role): void {
  if (leaving === 'OWNER' && owners <= 1)
    throw new AppError('CONFLICT', 'A team has at least one owner.', { hint: 'Make somebody else an owner first.' });
}
