'use client';
// State that lives in the address, so that every view can be linked to and survives a reload.
import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/** A value of the query string and a setter that replaces the address without a jump. An empty value leaves the address. */
export function useQueryState(name: string, initial = ''): [string, (value: string) => void] {
  const params = useSearchParams();
  const setAll = useSetQuery();
  const value = params.get(name) || initial;
  const set = useCallback((next: string) => setAll({ [name]: next === initial ? '' : next }), [name, initial, setAll]);
  return [value, set];
}

/** Sets several values at once. */
export function useSetQuery(): (values: Record<string, string>) => void {
  return setQuery;
}

// Next.js follows the history of the browser by itself. Its own router would ask the server for a page part at every change.
function setQuery(values: Record<string, string>): void {
  const next = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(values)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  const query = next.toString().replaceAll('%2F', '/').replaceAll('%2C', ',').replaceAll('%3A', ':');
  const address = query ? `${location.pathname}?${query}` : location.pathname;
  if (address !== `${location.pathname}${location.search}`) window.history.replaceState(null, '', address);
}
