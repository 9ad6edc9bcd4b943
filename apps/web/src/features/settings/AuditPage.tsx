'use client';
import { Button, NativeSelect } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { TeamAuditDocument, type TeamAuditQuery } from '../../generated/settings.ts';
import { type Problem, problemOf } from '../../lib/problem.ts';
import { useProjectRef } from '../../lib/use-project-ref.ts';
import { useQueryState } from '../../lib/query-state.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Page, Panel } from '../../ui/Page.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { When } from '../../ui/When.tsx';
import { auditKinds, auditWords, detailWords } from './audit-words.ts';
import { ForAdmins } from './ForAdmins.tsx';
import styles from './Settings.module.css';

type Event = NonNullable<TeamAuditQuery['team']>['audit']['nodes'][number];

const pageSize = 50;

/** Who did what in the team, the latest first. For its administrators. */
export function AuditPage() {
  const { team } = useProjectRef();
  const client = useClient();
  const [action, setAction] = useQueryState('action');
  const [events, setEvents] = useState<readonly Event[]>();
  const [next, setNext] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem>();
  const load = async (after: string | null, kept: readonly Event[], stillWanted: () => boolean) => {
    const { data, error } = await client.query(
      TeamAuditDocument,
      { slug: team, first: pageSize, after, action: action || null },
      { requestPolicy: 'network-only' },
    );
    if (!stillWanted()) return;
    setProblem(error && problemOf(error));
    const page = data?.team?.audit;
    if (!page) return;
    setEvents([...kept, ...page.nodes]);
    setNext(page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new list begins when team or kind change, not when `load` is made anew
  useEffect(() => {
    let wanted = true;
    setEvents(undefined);
    void load(null, [], () => wanted);
    return () => {
      wanted = false;
    };
  }, [team, action]);
  if (problem?.code === 'FORBIDDEN') return <ForAdmins title="Audit" what="What was done in the team is read" />;
  return (
    <Page title="Audit" subtitle="what was done in the team, and by whom; nothing here can be changed">
      <Panel
        title="Events"
        note={
          <NativeSelect
            size="xs"
            aria-label="Show"
            value={action}
            onChange={(event) => setAction(event.currentTarget.value)}
            data={auditKinds.map(({ value, label }) => ({ value, label }))}
          />
        }
      >
        {problem ? (
          <FormProblem problem={problem} />
        ) : !events ? (
          <Waiting />
        ) : (
          events.length === 0 && (
            <p className="muted" style={{ margin: 0 }}>
              {action ? 'Nothing of that kind was done yet.' : 'Nothing was done yet.'}
            </p>
          )
        )}
        {events?.map((event) => (
          <div key={event.id} className={styles.event}>
            <span className="muted">
              <When at={event.at} />
            </span>
            <span>
              <b>{event.by}</b> {auditWords(event.action)}
              <span className="muted">
                {detailWords(event.detail).map((words) => (
                  <span key={words}> · {words}</span>
                ))}
              </span>
            </span>
            <span className="mono muted">{event.action}</span>
          </div>
        ))}
        {next && events && (
          <p style={{ textAlign: 'center' }}>
            <Button variant="default" onClick={() => load(next, events, () => true)}>
              Show more
            </Button>
          </p>
        )}
      </Panel>
    </Page>
  );
}
