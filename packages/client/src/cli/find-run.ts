import type { Atelier } from '../connect.ts';
import { FindRunsDocument, RunByNumberDocument } from '../operations/generated/operations.ts';
import { AtelierError } from '../transport/errors.ts';
import { projectFor, UsageError, type Call, type Option } from './command.ts';

/** The option of commands that work on many runs at once. */
export const WITH_FILTER: Readonly<Record<string, Option>> = {
  filter: { value: 'FILTER', summary: 'all runs that pass the filter, at most 500, besides those that are named' },
};

/** Ids of the runs that were named, by `#42` or `42` in the project or by their id. Throws a `UsageError` when there are too few. */
export async function findRuns(call: Call, atelier: Atelier, least = 1, most = Infinity): Promise<string[]> {
  const named = await Promise.all(call.words.map((word) => findRun(call, atelier, word)));
  const ids = [...new Set([...named, ...(await filtered(call, atelier))])];
  if (ids.length < least || ids.length > most) {
    throw new UsageError(
      `${least === most ? `exactly ${least}` : `at least ${least}`} run${least === 1 ? '' : 's'} must be named, by number (#42) or id; got ${ids.length}`,
    );
  }
  return ids;
}

/** The number behind `#42` or `42`; undefined for anything else. */
export function numberIn(word: string): number | undefined {
  const digits = /^#?(\d+)$/.exec(word)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

async function findRun(call: Call, atelier: Atelier, word: string): Promise<string> {
  const number = numberIn(word);
  if (number === undefined) return word;
  const { team, slug } = projectFor(call);
  const { project } = await atelier.request(RunByNumberDocument, { team, project: slug, number });
  if (project === null) throw new AtelierError('NOT_FOUND', `there is no project ${team}/${slug}`);
  if (project.run === null) throw new AtelierError('NOT_FOUND', `there is no run #${number} in ${team}/${slug}`);
  return project.run.id;
}

async function filtered(call: Call, atelier: Atelier): Promise<string[]> {
  const query = call.text('filter');
  if (query === undefined) return [];
  const { team, slug } = projectFor(call);
  const { project } = await atelier.request(FindRunsDocument, { team, project: slug, filter: { query } });
  if (project === null) throw new AtelierError('NOT_FOUND', `there is no project ${team}/${slug}`);
  const { nodes, totalCount } = project.runs;
  if (totalCount > nodes.length) throw new UsageError(`${totalCount} runs pass the filter, ${nodes.length} are the most at once`);
  return nodes.map(({ id }) => id);
}
