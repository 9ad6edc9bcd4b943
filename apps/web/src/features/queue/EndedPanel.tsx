'use client';
import { useEffect } from 'react';
import { useQuery } from 'urql';
import { RunDot } from '../../charts/draw/RunDot.tsx';
import { StatusMark } from '../../charts/draw/StatusMark.tsx';
import { QueueEndedDocument } from '../../generated/queue.ts';
import { duration } from '../../lib/format.ts';
import { Panel } from '../../ui/Page.tsx';
import { When } from '../../ui/When.tsx';
import styles from './Queue.module.css';
import { RunName } from './RunName.tsx';

/** What came to an end lately, how, where, and how long it took. `changed` is anything that is new whenever the queue has moved. */
export function EndedPanel({ team, changed }: { team: string; changed: unknown }) {
  const [{ data }, ask] = useQuery({ query: QueueEndedDocument, variables: { team } });
  useEffect(() => {
    if (changed) ask({ requestPolicy: 'network-only' });
  }, [changed, ask]);
  const ended = data?.team?.ended ?? [];
  if (ended.length === 0) return null;
  return (
    <Panel title="Ended" note="the latest first">
      {ended.map(({ id, run, agent, leasedAt, finishedAt }) => (
        <div key={id} className={styles.row}>
          <RunDot number={run.number} />
          <RunName run={run} team={team} />
          <span>
            <StatusMark run={run} />
            {run.reason && run.status !== 'FINISHED' && run.reason !== 'canceled' && <span className="muted"> {run.reason}</span>}
          </span>
          <span className="muted">
            {leasedAt && finishedAt && `${workWords(leasedAt, finishedAt, agent?.name)} · `}
            {finishedAt && <When at={finishedAt} />}
          </span>
        </div>
      ))}
    </Panel>
  );
}

function workWords(from: string, to: string, agent: string | undefined): string {
  const took = duration(new Date(to).getTime() - new Date(from).getTime());
  return agent === undefined ? took : `${took} on ${agent}`;
}
