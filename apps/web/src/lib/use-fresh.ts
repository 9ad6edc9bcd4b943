'use client';
import { useEffect } from 'react';

/** Calls `ask` when the page is looked at again, and now and then while it is: for what changes without anybody saying so, such as who is online. */
export function useFresh(ask: () => void, everyMs = 15_000): void {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') ask();
    };
    const timer = setInterval(look, everyMs);
    document.addEventListener('visibilitychange', look);
    window.addEventListener('focus', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('focus', look);
    };
  }, [ask, everyMs]);
}
