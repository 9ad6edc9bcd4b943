'use client';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from 'urql';
import { type ModelInput, PlanModelDocument, type TrainingInput } from '../../generated/launch.ts';
import { bytes, count, short } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Panel } from '../../ui/Page.tsx';
import styles from './Launch.module.css';

/** Size and cost of the model as it stands in the form, a moment after the last key. */
export function PlanPanel(input: { split: string; view: string; model: ModelInput; training: TrainingInput }) {
  const [variables] = useDebouncedValue(input, 200);
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
          <dl className={styles.facts}>
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
