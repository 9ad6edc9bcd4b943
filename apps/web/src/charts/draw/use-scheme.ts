import { useComputedColorScheme } from '@mantine/core';
import type { Scheme } from '../prepare/run-colors.ts';

/** The scheme that is shown, whichever way it was chosen. */
export function useScheme(): Scheme {
  return useComputedColorScheme('light', { getInitialValueInEffect: false });
}
