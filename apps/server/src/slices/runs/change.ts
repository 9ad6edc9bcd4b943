// Changing what a run says of itself.
import type { TeamContext } from '../../context.ts';
import { AppError, notFound } from '../../errors.ts';
import { nameOf } from '../../principal.ts';
import { givenCount, givenName, givenNote, givenObject, givenTags, givenText } from './input.ts';
import { leaseLost } from './lease.ts';
import { signOfLife } from './life.ts';
import { type Correction, type JsonObject, mergeParams } from './params.ts';
import { saidDifferently } from './said.ts';
import { insertEvents, lockSaid, type RunChange, updateRun as updateRow } from './store.ts';
import { transition } from './transition.ts';

export interface UpdateRunInput {
  readonly name?: string | null | undefined;
  readonly note?: string | null | undefined;
  readonly tags?: readonly string[] | null | undefined;
  readonly params?: unknown;
  /** Other values for known params are meant. */
  readonly correct?: boolean | null | undefined;
  readonly backend?: string | null | undefined;
  readonly reproducibility?: unknown;
  readonly parameters?: number | null | undefined;
  readonly progress?: { readonly message?: string | null | undefined } | null | undefined;
}

/**
 * Changes what is given of a run. Params are laid into those that are there: another value for a known one is `CONFLICT`, unless it is said
 * to be a correction. That, and another name, note or tags, is written down with its author. Reproducibility is laid over what is there.
 */
export async function updateRun(context: TeamContext, runId: string, input: UpdateRunInput): Promise<void> {
  const { app, viewer, team } = context;
  const change: RunChange = {
    name: givenName(input.name, 'input.name'),
    note: givenNote(input.note, 'input.note'),
    tags: givenTags(input.tags, 'input.tags'),
    backend: givenText(input.backend, 'input.backend'),
    reproducibility: givenObject(input.reproducibility, 'input.reproducibility'),
    parameters: givenCount(input.parameters, 'input.parameters'),
    progress: givenProgress(input.progress),
  };
  const params = givenObject(input.params, 'input.params') as JsonObject | undefined;
  const fence = viewer.kind === 'attempt' ? viewer.fence : undefined;
  await app.database.sql.transaction(async (sql) => {
    let merged: JsonObject | undefined;
    if (params !== undefined || change.name !== undefined || change.note !== undefined || change.tags !== undefined) {
      const said = await lockSaid(sql, team.id, runId);
      if (said === undefined) throw notFound('Run');
      const events = saidDifferently(said, change);
      if (params !== undefined) {
        const laid = mergeParams(said.params as JsonObject, params);
        if (laid.corrections.length > 0 && input.correct !== true) throw otherValue(laid.corrections);
        events.push(...laid.corrections.map((detail) => ({ action: 'run.param', detail })));
        merged = laid.merged;
      }
      await insertEvents(
        sql,
        nameOf(viewer),
        events.map((event) => ({ ...event, teamId: team.id, runId })),
      );
    }
    if (!(await updateRow(sql, team.id, runId, { ...change, params: merged }, fence)))
      throw fence === undefined ? notFound('Run') : leaseLost();
    if (input.progress || input.backend) await transition(sql, { teamId: team.id, runId, to: 'RUNNING' }, { tolerant: true });
  });
  if (fence === undefined) signOfLife(app, runId);
  app.live.changed(`run:${runId}`);
}

// A long message is cut: nobody's training ends for the words it is told with.
function givenProgress(progress: UpdateRunInput['progress']): object | undefined {
  if (progress == null) return undefined;
  return progress.message == null ? progress : { ...progress, message: progress.message.slice(0, LONGEST_MESSAGE).toWellFormed() };
}

const SHOWN = 5;
const LONGEST_MESSAGE = 500;

function otherValue(corrections: readonly Correction[]): AppError {
  const told = corrections.slice(0, SHOWN).map(({ path, from, to }) => `${path} is ${excerpt(from)}, got ${excerpt(to)}`);
  const more = corrections.length > SHOWN ? `; and ${corrections.length - SHOWN} more` : '';
  return new AppError('CONFLICT', `The run has other params: ${told.join('; ')}${more}.`, {
    fields: corrections.map(({ path }) => `input.params.${path}`),
    hint: 'If the new value is right, send it with correct: true; it is written down as a correction.',
  });
}

function excerpt(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
