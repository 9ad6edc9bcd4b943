'use client';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { CreateApiKeyDocument, RevokeApiKeyDocument, type Role } from '../../generated/settings.ts';
import { ago, words } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Page, Panel } from '../../ui/Page.tsx';
import { ProblemPanel } from '../../ui/ProblemPanel.tsx';
import { Secret } from '../../ui/Secret.tsx';
import { SureButton } from '../../ui/SureButton.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import styles from './Settings.module.css';
import { useTeam } from './use-team.ts';

/** Keys with which programs and machines come in. */
export function KeysPage() {
  const { team, loaded, error, refresh } = useTeam();
  const [secret, setSecret] = useState<string>();
  const [{ fetching, error: createError }, create] = useMutation(CreateApiKeyDocument);
  const [{ error: revokeError }, revoke] = useMutation(RevokeApiKeyDocument);
  if (error && !team) return <ProblemPanel problem={problemOf(error)} onRetry={refresh} />;
  if (!loaded) return <Waiting />;
  if (!team) return <ProblemPanel problem={{ code: 'NOT_FOUND', message: 'There is no such team.', fields: {} }} />;
  const failed = createError ?? revokeError;
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const { data } = await create({ team: team.id, name: String(form.get('name')).trim(), role: String(form.get('role')) as Role });
    if (data) setSecret(data.createApiKey.secret);
    refresh();
  };
  return (
    <Page title="Keys" subtitle={`for programs that work for ${team.name}`}>
      {failed && <FormProblem problem={problemOf(failed)} />}
      <Panel title="New key">
        <form className={styles.form} onSubmit={submit}>
          <TextInput name="name" label="What for" placeholder="Laptop, nightly job…" required maxLength={100} />
          <NativeSelect
            name="role"
            label="May do"
            data={[
              { value: 'VIEWER', label: 'read' },
              { value: 'MEMBER', label: 'read, bring data, launch, log' },
              { value: 'ADMIN', label: 'everything an admin may' },
            ]}
            defaultValue="MEMBER"
          />
          <Button type="submit" size="sm" loading={fetching}>
            Make a key
          </Button>
        </form>
        {secret && <Secret value={secret} hint="Copy it now: only a fingerprint is stored, so it cannot be shown again." />}
      </Panel>
      <Panel title="Keys">
        {team.apiKeys.length === 0 && (
          <p className="muted" style={{ margin: 0 }}>
            No key yet.
          </p>
        )}
        {team.apiKeys.map((key) => (
          <div key={key.id} className={styles.row}>
            <span>
              <b>{key.name}</b> <span className="muted mono">{key.prefix}…</span>
            </span>
            <span className="muted">
              {words(key.role)} · made {ago(key.createdAt)}
            </span>
            <span className="muted">{key.revokedAt ? 'revoked' : key.lastUsedAt ? `used ${ago(key.lastUsedAt)}` : 'never used'}</span>
            {key.revokedAt ? (
              <span />
            ) : (
              <SureButton
                label={`Revoke ${key.name}`}
                onSure={async () => {
                  await revoke({ id: key.id });
                  refresh();
                }}
              >
                Revoke
              </SureButton>
            )}
          </div>
        ))}
      </Panel>
    </Page>
  );
}
