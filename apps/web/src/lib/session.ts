// Whether the server still knows who is asking. A session can end while a page is open; what is typed there is not to be lost for that.
import { mapExchange } from 'urql';

let hasEnded = false;
const listeners = new Set<() => void>();

export const session = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  hasEnded: () => hasEnded,
};

/** Watches for answers to somebody who is not signed in, and for the first one after that to somebody who is, perhaps by another tab. */
export const watchSession = mapExchange({
  onResult({ data, error }) {
    if (error?.graphQLErrors.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED')) change(true);
    else if (hasEnded && data && !error) change(false);
  },
});

function change(to: boolean): void {
  if (hasEnded === to) return;
  hasEnded = to;
  for (const listener of listeners) listener();
}

/** The page of this site that a query string names to come back to; anything else is home. */
export function pageToReturnTo(named: string | null): string {
  const here = 'http://here.invalid';
  if (!named?.startsWith('/')) return '/';
  const url = URL.parse(named, here);
  return url?.origin === here && !/^\/(sign-in|invitation)/.test(url.pathname) ? `${url.pathname}${url.search}${url.hash}` : '/';
}
