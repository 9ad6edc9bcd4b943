import { PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { TextButton } from '../../ui/TextButton.tsx';

/** Name, and whoever wants to come back from another browser gives an e-mail and a password. */
export function PersonFields() {
  const [more, setMore] = useState(false);
  return (
    <>
      <TextInput name="name" label="Your name" autoComplete="name" required autoFocus maxLength={100} />
      {more ? (
        <>
          <TextInput name="email" type="email" label="E-mail" autoComplete="email" required />
          <PasswordInput
            name="password"
            label="Password"
            description="At least 12 characters"
            autoComplete="new-password"
            minLength={12}
            required
          />
        </>
      ) : (
        <span>
          <TextButton onClick={() => setMore(true)}>Add e-mail and password</TextButton>{' '}
          <span className="muted">to sign in from elsewhere too</span>
        </span>
      )}
    </>
  );
}

export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

export function optionalAccount(form: FormData): { email?: string; password?: string } {
  const email = textOf(form, 'email');
  const password = textOf(form, 'password');
  return email ? { email, password } : {};
}
