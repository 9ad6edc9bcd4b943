import { flatten } from '../../lib/json.ts';

/** Runs with the same params but for seeds. */
export function groupsOf<R extends { readonly params: unknown }>(runs: readonly R[]): R[][] {
  const question = (run: R) =>
    JSON.stringify(
      flatten(run.params)
        .filter(([path]) => path.split('.').at(-1) !== 'seed')
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  return [...Map.groupBy(runs, question).values()];
}
