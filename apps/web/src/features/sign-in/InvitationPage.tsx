'use client';
import { Button } from '@mantine/core';
import { useSearchParams } from 'next/navigation';
import type { FormEvent } from 'react';
import { useMutation, useQuery } from 'urql';
import { AcceptInvitationDocument, InvitationDocument, WhoIsAskingDocument } from '../../generated/sign-in.ts';
import { words } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Door } from './Door.tsx';
import { optionalAccount, PersonFields, textOf } from './PersonFields.tsx';

export function InvitationPage() {
  const token = useSearchParams().get('token') ?? '';
  const [{ data, error: unread }] = useQuery({ query: InvitationDocument, variables: { token } });
  const [{ data: who }] = useQuery({ query: WhoIsAskingDocument });
  const [{ fetching, error }, accept] = useMutation(AcceptInvitationDocument);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const person = who?.viewer.user ? {} : { name: textOf(form, 'name'), ...optionalAccount(form) };
    const { error } = await accept({ token, ...person });
    if (!error) location.assign(links.home());
  };
  if (unread && !data)
    return <Door title="This cannot be read now" lead={`${problemOf(unread).message} Open the link again in a moment.`} />;
  if (!data) return null;
  if (!data.invitation)
    return <Door title="This invitation is no longer good" lead="It was used, has expired or was withdrawn. Ask for a new one." />;
  const { team, role, invitedBy } = data.invitation;
  return (
    <Door
      title={`Join ${team}`}
      lead={`${invitedBy} invites you as ${words(role)}${who?.viewer.user ? `, signed in as ${who.viewer.user.name}` : ''}.`}
    >
      <form onSubmit={submit}>
        {who && !who.viewer.user && <PersonFields />}
        {error && <FormProblem problem={problemOf(error)} />}
        <Button type="submit" loading={fetching} size="sm">
          Join
        </Button>
      </form>
    </Door>
  );
}
