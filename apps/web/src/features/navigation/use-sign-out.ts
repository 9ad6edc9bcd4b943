'use client';
import { useMutation } from 'urql';
import { SignOutDocument } from '../../generated/navigation.ts';
import { links } from '../../lib/links.ts';
import { say } from '../../ui/toast-store.ts';

/** Signs out. Who has no password is told first that they could not come back by themselves. */
export function useSignOut(hasPassword: boolean): () => void {
  const [, signOut] = useMutation(SignOutDocument);
  const leave = async () => {
    await signOut({});
    location.assign(links.signIn());
  };
  return () => {
    if (hasPassword) void leave();
    else
      say('You have no password: only a new link would let you in again. Account is where you give yourself one.', {
        action: { label: 'Sign out all the same', run: () => void leave() },
      });
  };
}
