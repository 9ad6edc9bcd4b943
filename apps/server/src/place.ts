import type { GraphQLResolveInfo } from 'graphql';

/** The place of a field in the answer, whatever the place in its lists: what is asked for there is asked for all of them together. */
export function placeOf({ path }: Pick<GraphQLResolveInfo, 'path'>): string {
  const keys: string[] = [];
  for (let at: GraphQLResolveInfo['path'] | undefined = path; at; at = at.prev) if (typeof at.key === 'string') keys.unshift(at.key);
  return keys.join('.');
}
