// The door of those who are not yet anyone: it finds a person, a session or a key before a team is known, and reaches nothing else.
import type { Prisma, PrismaClient } from './generated/client.ts';

const OPEN_TO_IDENTITY: ReadonlySet<Prisma.ModelName> = new Set([
  'User',
  'Session',
  'SignInLink',
  'Team',
  'Member',
  'Invitation',
  'ApiKey',
  'AuditEvent',
  'Launch',
]);

export type IdentityDatabase = ReturnType<typeof identityDatabase>;
/** What a store takes: the door, or a transaction on it. */
export type IdentityDoor = Omit<IdentityDatabase, '$connect' | '$disconnect' | '$transaction' | '$extends' | '$on' | '$use'>;

/** The door for sign-in, invitations, keys and tokens. */
export function identityDatabase(prisma: PrismaClient) {
  return prisma.$extends({
    name: 'identity',
    query: {
      $allOperations({ model, operation, args, query }) {
        if (model === undefined || !OPEN_TO_IDENTITY.has(model as Prisma.ModelName)) {
          throw new Error(`${model ?? operation} is not to be had through the identity door`);
        }
        return query(args);
      },
    },
  });
}
