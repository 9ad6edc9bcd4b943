import { Prisma } from './generated/client.ts';

/** Whether something of this name is stored: a row in a table. */
export function isModel(name: string): boolean {
  return Object.hasOwn(Prisma.ModelName, name);
}
