'use client';
import { useMutation, useQuery } from 'urql';
import { RevokeApiKeyDocument, TeamKeysDocument, type TeamKeysQuery } from '../../generated/settings.ts';
import { plural } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { useProjectRef } from '../../lib/use-project-ref.ts';
import { Page, Panel } from '../../ui/Page.tsx';
import { ProblemPanel } from '../../ui/ProblemPanel.tsx';
import { SureButton } from '../../ui/SureButton.tsx';
import { say } from '../../ui/toast-store.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { When } from '../../ui/When.tsx';
import { ForAdmins } from './ForAdmins.tsx';
import { wordsOfUse } from './key-uses.ts';
import { NewKeyPanel } from './NewKeyPanel.tsx';
import styles from './Settings.module.css';

type Key = NonNullable<TeamKeysQuery['team']>['apiKeys'][number];

/** Keys with which programs and machines come in. For administrators. */
export function KeysPage() {
  const { team: slug } = useProjectRef();
  const [{ data, error }, ask] = useQuery({ query: TeamKeysDocument, variables: { slug } });
  const refresh = () => ask({ requestPolicy: 'network-only' });
  const team = data?.team;
  if (error && !team) {
    const problem = problemOf(error);
    if (problem.code === 'FORBIDDEN') return <ForAdmins title="Keys" what="Keys for programs and machines are made" />;
    return <ProblemPanel problem={problem} onRetry={refresh} />;
  }
  if (!data) return <Waiting />;
  if (!team) return <ProblemPanel problem={{ code: 'NOT_FOUND', message: 'There is no such team.', fields: {} }} />;
  const good = team.apiKeys.filter((key) => !endOf(key));
  const past = team.apiKeys.filter((key) => endOf(key));
  return (
    <Page title="Keys" subtitle={`for programs that work for ${team.name}`}>
      <NewKeyPanel team={team.id} onMade={refresh} />
      <Panel title="Keys">
        {good.length === 0 && (
          <p className="muted" style={{ margin: 0 }}>
            No key yet.
          </p>
        )}
        {good.map((key) => (
          <KeyRow key={key.id} of={key} onChange={refresh} />
        ))}
        {past.length > 0 && (
          <details className={styles.past}>
            <summary>{plural(past.length, 'key')} no longer good</summary>
            {past.map((key) => (
              <KeyRow key={key.id} of={key} onChange={refresh} />
            ))}
          </details>
        )}
      </Panel>
    </Page>
  );
}

function KeyRow({ of: key, onChange }: { of: Key; onChange: () => void }) {
  const [, revoke] = useMutation(RevokeApiKeyDocument);
  const end = endOf(key);
  const onSure = async () => {
    const { error } = await revoke({ id: key.id });
    if (error) say(problemOf(error).message, { tone: 'bad' });
    onChange();
  };
  return (
    <div className={styles.row}>
      <span>
        <b>{key.name}</b> <span className="muted mono">{key.prefix}…</span>
      </span>
      <span className="muted">
        {wordsOfUse(key)} · made <When at={key.createdAt} />
      </span>
      <span className="muted">
        {end ? (
          <>
            {end.word} <When at={end.at} />
          </>
        ) : key.lastUsedAt ? (
          <>
            used <When at={key.lastUsedAt} />
          </>
        ) : (
          'never used'
        )}
        {!end && key.expiresAt && (
          <> · until {new Date(key.expiresAt).toLocaleDateString('en', { day: 'numeric', month: 'short', year: 'numeric' })}</>
        )}
      </span>
      {end ? (
        <span />
      ) : (
        <SureButton label={`Revoke ${key.name}`} onSure={onSure}>
          Revoke
        </SureButton>
      )}
    </div>
  );
}

function endOf({ revokedAt, expiresAt }: Key): { word: string; at: string } | undefined {
  if (revokedAt) return { word: 'revoked', at: revokedAt };
  return expiresAt && Date.parse(expiresAt) <= Date.now() ? { word: 'ran out', at: expiresAt } : undefined;
}
