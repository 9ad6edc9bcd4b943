'use client';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import {
  InviteMemberDocument,
  RemoveMemberDocument,
  RevokeInvitationDocument,
  type Role,
  SetMemberRoleDocument,
} from '../../generated/settings.ts';
import { ago, plural, words } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Page, Panel } from '../../ui/Page.tsx';
import { ProblemPanel } from '../../ui/ProblemPanel.tsx';
import { Secret } from '../../ui/Secret.tsx';
import { SureButton } from '../../ui/SureButton.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import styles from './Settings.module.css';
import { useTeam } from './use-team.ts';

const roles: { value: Role; label: string }[] = [
  { value: 'VIEWER', label: 'Viewer: sees everything' },
  { value: 'MEMBER', label: 'Member: brings data, launches' },
  { value: 'ADMIN', label: 'Admin: invites, makes keys' },
  { value: 'OWNER', label: 'Owner' },
];

/** Who is in the team, who is invited, and the way in for others. */
export function MembersPage() {
  const { team, loaded, error, refresh } = useTeam();
  const [url, setUrl] = useState<string>();
  const [{ fetching, error: inviteError }, invite] = useMutation(InviteMemberDocument);
  const [{ error: revokeError }, revoke] = useMutation(RevokeInvitationDocument);
  const [{ error: roleError }, setRole] = useMutation(SetMemberRoleDocument);
  const [{ error: removeError }, remove] = useMutation(RemoveMemberDocument);
  if (error && !team) return <ProblemPanel problem={problemOf(error)} onRetry={refresh} />;
  if (!loaded) return <Waiting />;
  if (!team) return <ProblemPanel problem={{ code: 'NOT_FOUND', message: 'There is no such team.', fields: {} }} />;
  const rules = team.role === 'OWNER' || team.role === 'ADMIN';
  const failed = inviteError ?? revokeError ?? roleError ?? removeError;
  const waiting = team.invitations.filter((invitation) => !invitation.acceptedAt);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const email = String(form.get('email')).trim();
    const { data } = await invite({ team: team.id, role: String(form.get('role')) as Role, email: email || null });
    if (data) setUrl(data.inviteMember.url);
    refresh();
  };
  return (
    <Page title="Members" subtitle={`${team.name} · ${plural(team.members.length, 'member')}`}>
      {failed && <FormProblem problem={problemOf(failed)} />}
      <Panel title="In the team">
        {team.members.map(({ user, role, joinedAt }) => (
          <div key={user.id} className={styles.row}>
            <span>
              <b>{user.name}</b> <span className="muted">{user.email}</span>
            </span>
            <span className="muted">since {ago(joinedAt)}</span>
            {rules ? (
              <NativeSelect
                aria-label={`Role of ${user.name}`}
                size="xs"
                value={role}
                data={roles.map((each) => ({ value: each.value, label: words(each.value) }))}
                onChange={async (event) => {
                  await setRole({ team: team.id, user: user.id, role: event.currentTarget.value as Role });
                  refresh();
                }}
              />
            ) : (
              <span>{words(role)}</span>
            )}
            {rules ? (
              <SureButton
                label={`Remove ${user.name}`}
                onSure={async () => {
                  await remove({ team: team.id, user: user.id });
                  refresh();
                }}
              >
                Remove
              </SureButton>
            ) : (
              <span />
            )}
          </div>
        ))}
      </Panel>
      {rules && (
        <Panel title="Invite" note="a link that works once">
          <form className={styles.form} onSubmit={submit}>
            <NativeSelect name="role" label="As" data={roles.filter((role) => role.value !== 'OWNER')} defaultValue="MEMBER" />
            <TextInput name="email" type="email" label="For whom" placeholder="E-mail, to tell invitations apart" />
            <Button type="submit" size="sm" loading={fetching}>
              Make a link
            </Button>
          </form>
          {url && <Secret value={url} hint="Give this link to one person. It is shown only now, and works once." />}
          {waiting.map((invitation) => (
            <div key={invitation.id} className={styles.row}>
              <span>
                {invitation.email ?? 'Somebody'} <span className="muted">as {words(invitation.role)}</span>
              </span>
              <span className="muted">by {invitation.createdBy.name}</span>
              <span className="muted">
                until {new Date(invitation.expiresAt).toLocaleDateString('en', { day: 'numeric', month: 'short' })}
              </span>
              <SureButton
                label={`Withdraw the invitation of ${invitation.email ?? 'somebody'}`}
                onSure={async () => {
                  await revoke({ id: invitation.id });
                  refresh();
                }}
              >
                Withdraw
              </SureButton>
            </div>
          ))}
        </Panel>
      )}
    </Page>
  );
}
