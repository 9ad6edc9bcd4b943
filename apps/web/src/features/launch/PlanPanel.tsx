'use client';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from 'urql';
import { PlanModelDocument } from '../../generated/launch.ts';
import { bytes, count, plural, short } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { apart } from '../../ui/apart.tsx';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Panel } from '../../ui/Page.tsx';
import styles from './Launch.module.css';
import { type Draft, planInput } from './launch-input.ts';
import type { Agents } from './use-agents.ts';
import type { Split } from './use-draft.ts';

// The form can be filled in before it.
const TimeFact = apart(() => import('./TimeFact.tsx').then((module) => module.TimeFact));

interface PlanPanelProps {
  draft: Draft;
  split: Split;
  agents: Agents;
  backend: string;
  seeds: number;
}

/** Size and cost of the model as it stands in the form, a moment after the last key. */
export function PlanPanel({ draft, split, agents, backend, seeds }: PlanPanelProps) {
  const [variables] = useDebouncedValue(planInput(draft), 200);
  const folds = draft.fold === null ? (split.folds ?? null) : null;
  const [{ data, error, fetching }] = useQuery({ query: PlanModelDocument, variables });
  const plan = data?.planModel;
  return (
    <Panel title="What it will be" note={fetching ? 'counting…' : ''}>
      {error && <FormProblem problem={problemOf(error)} />}
      {!error && plan && (
        <>
          <p className={styles.figure}>
            <span className="big" data-testid="parameters">
              {count(plan.parameters)}
            </span>{' '}
            parameters
          </p>
          {plan.trainings * seeds > 1 && (
            <p className={styles.figure}>
              <span className="big" data-testid="trainings">
                {count(plan.trainings * seeds)}
              </span>{' '}
              trainings
              <span className={styles.reckoning}>{trainingWords(plan.trainings, seeds, folds)}</span>
            </p>
          )}
          <dl className={styles.facts}>
            <TimeFact draft={draft} split={split} agents={agents} backend={backend} trainings={plan.trainings * seeds} />
            <dt>Memory</dt>
            <dd>at least {bytes(plan.memoryBytes)}</dd>
            <dt>Cost per work</dt>
            <dd>{short(plan.flopsPerSample)} operations</dd>
          </dl>
          <ol className={styles.layers}>
            {plan.lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ol>
        </>
      )}
    </Panel>
  );
}

/** Where the number of trainings comes from. */
function trainingWords(trainings: number, seeds: number, folds: number | null): string {
  const perSeed = seeds > 1 ? `, for each of ${plural(seeds, 'seed')}` : '';
  if (folds === null || trainings === 1) return `one for each of ${plural(seeds, 'seed')}`;
  const perFold = trainings / folds;
  return perFold === 1
    ? `one for each of ${plural(folds, 'fold')}${perSeed}`
    : `${plural(perFold - 1, 'try', 'tries')} and one training in each of ${plural(folds, 'fold')}${perSeed}`;
}
