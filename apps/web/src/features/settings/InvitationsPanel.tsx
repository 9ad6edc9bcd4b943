import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { InviteMemberDocument, RevokeInvitationDocument, type Role, TeamInvitationsDocument } from '../../generated/settings.ts';
import { exactTime, plural, words } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Panel } from '../../ui/Page.tsx';
import { Secret } from '../../ui/Secret.tsx';
import { SureButton } from '../../ui/SureButton.tsx';
import { say } from '../../ui/toast-store.ts';
import { When } from '../../ui/When.tsx';
import { endOf, type Invitation } from './invitations.ts';
import { roleWords, rolesToGive } from './roles.ts';
import styles from './Settings.module.css';

interface InvitationsPanelProps {
  team: { id: string; slug: string; role: Role };
}

/** The way in for others: links that work once, and what became of those that were given out. */
export function InvitationsPanel({ team }: InvitationsPanelProps) {
  const [{ data, error }, ask] = useQuery({ query: TeamInvitationsDocument, variables: { slug: team.slug } });
  const [url, setUrl] = useState<string>();
  const [{ fetching, error: inviteError }, invite] = useMutation(InviteMemberDocument);
  const refresh = () => ask({ requestPolicy: 'network-only' });
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { currentTarget } = event;
    const form = new FormData(currentTarget);
    const { data: made } = await invite({
      team: team.id,
      role: String(form.get('role')) as Role,
      email: String(form.get('email')).trim() || null,
    });
    if (!made) return;
    setUrl(made.inviteMember.url);
    currentTarget.reset();
    refresh();
  };
  const invitations = data?.team?.invitations ?? [];
  const open = invitations.filter((invitation) => !endOf(invitation));
  const past = invitations.filter((invitation) => endOf(invitation));
  const problem = inviteError ?? (data ? undefined : error);
  return (
    <Panel title="Invite" note="a link that works once, for seven days">
      <form className={styles.form} onSubmit={submit}>
        <NativeSelect
          name="role"
          label="As"
          className={styles.wide}
          data={rolesToGive(team.role).map((role) => ({ value: role, label: `${words(role)}: ${roleWords(role)}` }))}
          defaultValue="MEMBER"
        />
        <TextInput name="email" type="email" label="Only for this e-mail" placeholder="Empty: for whoever has the link" />
        <Button type="submit" size="sm" loading={fetching}>
          Make a link
        </Button>
      </form>
      {problem && <FormProblem problem={problemOf(problem)} />}
      {url && <Secret value={url} hint="Give this link to one person. It is shown only now, and works once." />}
      {open.map((invitation) => (
        <OpenInvitation key={invitation.id} invitation={invitation} onChange={refresh} />
      ))}
      {past.length > 0 && (
        <details className={styles.past}>
          <summary>{plural(past.length, 'earlier invitation')}</summary>
          {past.map((invitation) => (
            <PastInvitation key={invitation.id} invitation={invitation} />
          ))}
        </details>
      )}
    </Panel>
  );
}

function OpenInvitation({ invitation, onChange }: { invitation: Invitation; onChange: () => void }) {
  const [, revoke] = useMutation(RevokeInvitationDocument);
  const whose = invitation.email ?? 'whoever has the link';
  const onSure = async () => {
    const { error } = await revoke({ id: invitation.id });
    if (error) say(problemOf(error).message, { tone: 'bad' });
    onChange();
  };
  return (
    <div className={styles.row}>
      <span>
        {whose} <span className="muted">as {words(invitation.role)}</span>
      </span>
      <span className="muted">by {invitation.createdBy.name}</span>
      <span className="muted" title={exactTime(invitation.expiresAt)}>
        until {new Date(invitation.expiresAt).toLocaleDateString('en', { day: 'numeric', month: 'short' })}
      </span>
      <SureButton label={`Withdraw the invitation of ${whose}`} onSure={onSure}>
        Withdraw
      </SureButton>
    </div>
  );
}

function PastInvitation({ invitation }: { invitation: Invitation }) {
  const end = endOf(invitation)!;
  return (
    <div className={styles.row}>
      <span className="muted">
        {invitation.email ?? 'whoever had the link'} as {words(invitation.role)}
      </span>
      <span className="muted">by {invitation.createdBy.name}</span>
      <span className="muted">
        {end.word} <When at={end.at} />
      </span>
      <span />
    </div>
  );
}
