'use client';
import { useQuery } from 'urql';
import { EarlierRunsDocument } from '../../generated/launch.ts';
import { count, duration } from '../../lib/format.ts';
import { useProjectRef } from '../../lib/use-project-ref.ts';
import { measuredBy, trainingMs } from './estimate.ts';
import type { Draft } from './launch-input.ts';
import type { Agents } from './use-agents.ts';
import type { Split } from './use-draft.ts';

interface TimeFactProps {
  draft: Draft;
  split: Split;
  agents: Agents;
  trainings: number;
}

/** How long it will take, and what says so: the measured speed of a run of the same model on the same works. */
export function TimeFact({ draft, split, agents, trainings }: TimeFactProps) {
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
  const backends = agents.filter(({ online }) => online).map(({ backend }) => backend);
  const measured = measuredBy(data.project?.runs.nodes ?? [], draft, backends);
  const works = split.parts.find(({ part }) => part === 'TRAIN')?.samples ?? 0;
  const epochs = draft.training.epochs;
  return (
    <>
      <dt>Time</dt>
      <dd data-testid="time">
        {measured === undefined ? (
          <span className="muted">known after the first run of this model on these works</span>
        ) : typeof epochs === 'number' ? (
          <>
            {draft.stopping ? 'at most' : 'about'} {duration(trainingMs(measured, works, epochs, trainings))}{' '}
            <span className="muted">
              of training: #{measured.number} did {count(Math.round(measured.worksPerSecond))} works a second on {measured.backend}
            </span>
          </>
        ) : (
          '–'
        )}
      </dd>
    </>
  );
}

const kinds = { cnn: 'CNN', rnn: 'RNN', mlp: 'MLP' } as const;
