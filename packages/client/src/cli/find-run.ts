import { RunByNumberDocument } from '../operations/generated/operations.ts';
import type { Atelier } from '../connect.ts';
import { AtelierError } from '../transport/errors.ts';
import { projectFor, UsageError, type Call } from './command.ts';

/** Ids of the runs that were named, by `#42` or `42` in the project or by their id. Throws a `UsageError` when there are too few. */
export async function findRuns(call: Call, atelier: Atelier, least = 1, most = Infinity): Promise<string[]> {
  if (call.words.length < least || call.words.length > most) {
    throw new UsageError(
      `${least === most ? `exactly ${least}` : `at least ${least}`} run${least === 1 ? '' : 's'} must be named, by number (#42) or id; got ${call.words.length}`,
    );
  }
  return Promise.all(call.words.map((word) => findRun(call, atelier, word)));
}

async function findRun(call: Call, atelier: Atelier, word: string): Promise<string> {
  const number = /^#?(\d+)$/.exec(word)?.[1];
  if (number === undefined) return word;
  const { team, slug } = projectFor(call);
  const { project } = await atelier.request(RunByNumberDocument, { team, project: slug, number: Number(number) });
  if (project === null) throw new AtelierError('NOT_FOUND', `there is no project ${team}/${slug}`);
  if (project.run === null) throw new AtelierError('NOT_FOUND', `there is no run #${number} in ${team}/${slug}`);
  return project.run.id;
}
