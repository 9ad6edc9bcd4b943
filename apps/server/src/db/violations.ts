// PostgreSQL's refusals that a service expects.
import { Prisma } from './generated/client.ts';

/** Whether a write was refused because such a row is there already. */
export function isUniqueViolation(error: unknown): boolean {
  return (
    (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') ||
    (error as { code?: string } | null)?.code === '23505'
  );
}
