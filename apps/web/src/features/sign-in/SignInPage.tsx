'use client';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useSearchParams } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { RedeemSignInLinkDocument, SignInDocument } from '../../generated/sign-in.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import { pageToReturnTo } from '../../lib/session.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Door } from './Door.tsx';
import { optionalAccount, PersonFields, textOf } from './PersonFields.tsx';

/** With a link: say who you are. Without: e-mail and password. */
export function SignInPage() {
  const params = useSearchParams();
  const token = params.get('token');
  return token ? <Redeem token={token} /> : <WithPassword back={pageToReturnTo(params.get('back'))} />;
}

function Redeem({ token }: { token: string }) {
  const [{ fetching, error }, redeem] = useMutation(RedeemSignInLinkDocument);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const { error } = await redeem({ token, name: textOf(form, 'name'), ...optionalAccount(form) });
    // A whole new page: nothing that was asked before signing in may linger in a cache.
    if (!error) location.assign(links.home());
  };
  return (
    <Door title="Welcome" lead="This link signs you in once, on this browser. What shall we call you?">
      <form onSubmit={submit}>
        <PersonFields />
        {error && <FormProblem problem={problemOf(error)} />}
        <Button type="submit" loading={fetching} size="sm">
          Come in
        </Button>
      </form>
    </Door>
  );
}

function WithPassword({ back }: { back: string }) {
  const [{ fetching, error }, signIn] = useMutation(SignInDocument);
  const [sent, setSent] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const { error } = await signIn({ email: textOf(form, 'email'), password: textOf(form, 'password') });
    if (error) return;
    setSent(true);
    location.assign(back);
  };
  return (
    <Door title="Sign in" lead="No password yet? The program prints a one-time link when it starts; whoever invites you gives you one too.">
      <form onSubmit={submit}>
        <TextInput name="email" type="email" label="E-mail" autoComplete="email" required />
        <PasswordInput name="password" label="Password" autoComplete="current-password" required />
        {error && <FormProblem problem={problemOf(error)} />}
        <Button type="submit" loading={fetching || sent} size="sm">
          Sign in
        </Button>
      </form>
    </Door>
  );
}
