'use client';
import { useQuery } from 'urql';
import { EarlierRunsDocument } from '../../generated/launch.ts';
import { count, duration } from '../../lib/format.ts';
import { useProjectRef } from '../../lib/use-project-ref.ts';
import { backendChoices } from './backends.ts';
import { backendsFor, measuredBy, trainingMs } from './estimate.ts';
import type { Draft } from './launch-input.ts';
import type { Agents } from './use-agents.ts';
import type { Split } from './use-draft.ts';

interface TimeFactProps {
  draft: Draft;
  split: Split;
  agents: Agents;
  /** What was asked for, or `auto`. */
  backend: string;
  trainings: number;
}

/** How long it will take, and what says so: the measured speed of a run of the same model on the same works. */
export function TimeFact({ draft, split, agents, backend, trainings }: TimeFactProps) {
  const { team, slug } = useProjectRef();
  const [{ data }] = useQuery({
    query: EarlierRunsDocument,
    variables: {
      team,
      slug,
      filter: { datasetVersion: split.version.id, status: ['FINISHED' as const], kind: [kinds[draft.family]] },
    },
  });
  if (!data) return null;
  const measured = measuredBy(data.project?.runs.nodes ?? [], draft, backendsFor(backend, agents));
  const works = split.parts.find(({ part }) => part === 'TRAIN')?.samples ?? 0;
  const epochs = draft.training.epochs;
  return (
    <>
      <dt>Time</dt>
      <dd data-testid="time">
        {measured === undefined ? (
          <span className="muted">
            known after the first run of this model on these works{backend !== 'auto' && ` with ${nameOf(backend)}`}
          </span>
        ) : typeof epochs === 'number' ? (
          <>
            {draft.stopping ? 'at most' : 'about'} {duration(trainingMs(measured, works, epochs, trainings))}{' '}
            <span className="muted">
              of training, judged by #{measured.number}: the same model in the same batches did {count(Math.round(measured.worksPerSecond))}{' '}
              works a second with {nameOf(measured.backend)}
            </span>
          </>
        ) : (
          '–'
        )}
      </dd>
    </>
  );
}

function nameOf(backend: string): string {
  return backendChoices.find(({ value }) => value === backend)?.label ?? backend;
}

const kinds = { cnn: 'CNN', rnn: 'RNN', mlp: 'MLP' } as const;
