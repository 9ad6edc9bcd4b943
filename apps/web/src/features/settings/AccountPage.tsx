'use client';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useMutation, useQuery } from 'urql';
import { AccountDocument, type AccountQuery, UpdateAccountDocument } from '../../generated/settings.ts';
import { problemOf } from '../../lib/problem.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Page, Panel } from '../../ui/Page.tsx';
import { ProblemPanel } from '../../ui/ProblemPanel.tsx';
import { say } from '../../ui/toast-store.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import styles from './Settings.module.css';

type User = NonNullable<AccountQuery['viewer']['user']>;

/** What one is called, and how one comes in from another browser. */
export function AccountPage() {
  const [{ data, error }, ask] = useQuery({ query: AccountDocument });
  if (error && !data) return <ProblemPanel problem={problemOf(error)} onRetry={() => ask({ requestPolicy: 'network-only' })} />;
  if (!data?.viewer.user) return <Waiting />;
  const { user } = data.viewer;
  return (
    <Page title="Account" subtitle={user.email ?? 'came by a link'}>
      <NamePanel user={user} />
      <SignInPanel key={String(user.hasPassword)} user={user} />
    </Page>
  );
}

function NamePanel({ user }: { user: User }) {
  const [{ fetching, error }, update] = useMutation(UpdateAccountDocument);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { data } = await update({ name: String(new FormData(event.currentTarget).get('name')) });
    if (data) say('Your name is changed.');
  };
  return (
    <Panel title="Name" note="as others in your teams see it">
      <form className={styles.form} onSubmit={submit}>
        <TextInput name="name" label="Your name" defaultValue={user.name} required maxLength={100} autoComplete="name" />
        <Button type="submit" size="sm" variant="default" loading={fetching}>
          Change
        </Button>
      </form>
      {error && <FormProblem problem={problemOf(error)} />}
    </Panel>
  );
}

function SignInPanel({ user }: { user: User }) {
  const [{ fetching, error }, update] = useMutation(UpdateAccountDocument);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { currentTarget } = event;
    const form = new FormData(currentTarget);
    const given = (name: string) => String(form.get(name) ?? '') || null;
    const { data } = await update({ email: given('email'), password: given('password'), currentPassword: given('current') });
    if (!data) return;
    currentTarget.reset();
    say('From now on you sign in with these, in any browser.');
  };
  return (
    <Panel
      title="Sign in"
      note={
        user.hasPassword
          ? 'a new password ends your sessions in other browsers'
          : 'without a password, only a new link lets you in elsewhere'
      }
    >
      <form className={styles.form} onSubmit={submit}>
        <TextInput name="email" type="email" label="E-mail" defaultValue={user.email ?? ''} required autoComplete="email" />
        {user.hasPassword && <PasswordInput name="current" label="Current password" autoComplete="current-password" required />}
        <PasswordInput
          name="password"
          label={user.hasPassword ? 'New password' : 'Password'}
          placeholder="At least 12 characters"
          autoComplete="new-password"
          minLength={12}
          required={!user.hasPassword}
        />
        <Button type="submit" size="sm" loading={fetching}>
          {user.hasPassword ? 'Change' : 'Keep'}
        </Button>
      </form>
      {error && <FormProblem problem={problemOf(error)} />}
    </Panel>
  );
}
