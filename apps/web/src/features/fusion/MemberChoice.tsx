'use client';
import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useQuery } from 'urql';
import { RunDot } from '../../charts/draw/RunDot.tsx';
import { halfWidth, metricName, metricText } from '../../charts/prepare/metric-words.ts';
import { FusionCandidatesDocument, type FusionCandidateFragment } from '../../generated/fusion.ts';
import { count } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Panel } from '../../ui/Page.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import styles from './Choice.module.css';
import { unfit } from './member-words.ts';
import { useCandidates } from './use-candidates.ts';

interface MemberChoiceProps {
  project: ProjectRef;
  chosen: readonly string[];
  most: number;
  onChange: (chosen: readonly string[]) => void;
}

const PAGE = 50;

/** Runs to tick. Once one is ticked, only runs on its split are offered, and what still does not fit says why. */
export function MemberChoice({ project, chosen, most, onChange }: MemberChoiceProps) {
  const [text, setText] = useState('');
  const [first, setFirst] = useState(PAGE);
  const [search] = useDebouncedValue(text.trim(), 150);
  const picked = useCandidates(chosen);
  const split = picked[0]?.split ?? null;
  const [{ data, error, stale }] = useQuery({
    query: FusionCandidatesDocument,
    variables: { team: project.team, slug: project.slug, text: search || null, split: split?.id ?? null, first },
  });
  const found = data?.project?.runs;
  // What is ticked stays in sight, whatever is searched for, and in its place where it is found.
  const nodes = found?.nodes ?? [];
  const runs = [...picked.filter(({ id }) => nodes.every((node) => node.id !== id)), ...nodes];
  const reference = picked[0] && fitting(picked[0]);
  return (
    <Panel title="Members to mix" note={split ? `tested on “${split.name}”` : 'finished runs; two on one split can be mixed'}>
      {error && !data && <FormProblem problem={problemOf(error)} />}
      <div className={styles.find}>
        <SearchField label="Find runs" value={text} onChange={setText} />
        {chosen.length > 0 && (
          <Button variant="subtle" size="xs" onClick={() => onChange([])}>
            Choose anew among all runs
          </Button>
        )}
      </div>
      <div className={styles.choice} data-stale={stale || undefined}>
        {runs.map((run) => (
          <Candidate
            key={run.id}
            run={run}
            isChosen={chosen.includes(run.id)}
            reason={unfit(fitting(run), reference) ?? (chosen.length >= most ? `a fusion has at most ${most} members` : undefined)}
            onChange={(isChosen) => onChange(isChosen ? [...chosen, run.id] : chosen.filter((id) => id !== run.id))}
          />
        ))}
      </div>
      {found && runs.length === 0 && <p className="muted">No finished run is called so.</p>}
      {found && split && found.totalCount < 2 && !search && (
        <p className="muted" role="status">
          No other finished run was tested on this split: launch one, or choose anew.
        </p>
      )}
      {found && found.totalCount > found.nodes.length && (
        <Button variant="subtle" size="xs" onClick={() => setFirst(first + PAGE)} disabled={first >= 500}>
          Show more of {count(found.totalCount)}
        </Button>
      )}
    </Panel>
  );
}

interface CandidateProps {
  run: FusionCandidateFragment;
  isChosen: boolean;
  reason: string | undefined;
  onChange: (isChosen: boolean) => void;
}

function Candidate({ run, isChosen, reason, onChange }: CandidateProps) {
  const metric = run.evaluation?.metrics[0];
  return (
    <label data-unfit={reason !== undefined || undefined}>
      <input
        type="checkbox"
        checked={isChosen}
        disabled={reason !== undefined && !isChosen}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <RunDot number={run.number} />
      <span>
        {run.name}{' '}
        <span className="muted">
          #{run.number} {run.kind}
        </span>
        {reason && <small> {reason}</small>}
      </span>
      <span className="muted">
        {metric && (
          <>
            {metricName(metric.name)} {metricText(metric.name, metric.value)}{' '}
            <small>{halfWidth(metric.name, metric.low, metric.high)}</small> ·{' '}
          </>
        )}
        {run.split?.name ?? 'no split'}
      </span>
    </label>
  );
}

function fitting({ evaluation, ...run }: FusionCandidateFragment) {
  return { ...run, answers: evaluation ? evaluation.classes : null };
}
