import { runColor } from '../prepare/run-colors.ts';
import { useScheme } from './use-scheme.ts';

/** The colour of a run, wherever its name stands. */
export function RunDot({ number }: { number: number }) {
  const scheme = useScheme();
  return (
    <span
      aria-hidden
      style={{ flex: 'none', display: 'inline-block', width: 9, height: 9, borderRadius: 5, background: runColor(number, scheme) }}
    />
  );
}
