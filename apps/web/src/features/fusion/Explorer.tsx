'use client';
import { useMemo } from 'react';
import { useScheme } from '../../charts/draw/use-scheme.ts';
import { runColor } from '../../charts/prepare/run-colors.ts';
import { count } from '../../lib/format.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import { Page } from '../../ui/Page.tsx';
import { ProblemPanel } from '../../ui/ProblemPanel.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { Curves } from './Curves.tsx';
import { Disputed } from './Disputed.tsx';
import styles from './Fusion.module.css';
import { MetricByWeight } from './MetricByWeight.tsx';
import { type MemberRun, namesOf, type Part } from './members.ts';
import { PublishFusion } from './PublishFusion.tsx';
import { useExplorer } from './use-explorer.ts';
import { WeightsPanel } from './WeightsPanel.tsx';

interface ExplorerProps {
  project: ProjectRef;
  runs: readonly MemberRun[];
  test: Part;
  validation: Part | undefined;
}

/** Drag a weight: every metric and every curve follows, computed here. The weight is chosen on validation and judged on test. */
export function Explorer({ project, runs, test, validation }: ExplorerProps) {
  const scheme = useScheme();
  const names = useMemo(() => namesOf(runs), [runs]);
  const colors = useMemo(() => runs.map((run) => runColor(run.number, scheme)), [runs, scheme]);
  const explorer = useExplorer(useMemo(() => ({ test, validation }), [test, validation]));
  const { method, metric, weights, byHand, chosen, problem, measured } = explorer;
  const source = method === 'stack' ? 'VALIDATION' : byHand ? 'HAND' : chosen ? 'VALIDATION' : 'EQUAL';
  return (
    <Page
      title={`Fusion of ${joined(runs.map((run) => `#${run.number}`))}`}
      subtitle={`${runs.map((run) => run.name).join(' × ')} · ${count(test.ids.length)} test works, same split`}
      actions={<PublishFusion project={project} runs={runs} weights={weights} method={method} source={source} metric={metric} />}
    >
      {measured ? (
        <>
          <div className={styles.explorer}>
            <WeightsPanel explorer={explorer} names={names} colors={colors} hasValidation={validation !== undefined} {...measured} />
            <MetricByWeight explorer={explorer} names={names} colors={colors} />
            <Curves classes={test.classes} names={names} colors={colors} {...measured} />
          </div>
          <Disputed version={runs[0]?.dataset?.id} names={names} runs={runs} classes={test.classes} {...measured} />
        </>
      ) : problem === undefined ? (
        <Waiting lines={10} />
      ) : (
        <ProblemPanel problem={{ code: 'INVALID_INPUT', message: problem, fields: {} }} />
      )}
    </Page>
  );
}

function joined(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
