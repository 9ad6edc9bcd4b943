import type { PackedCurve } from '../prepare/curves.ts';
import { runColor } from '../prepare/run-colors.ts';
import { sparklinePath } from '../prepare/sparkline.ts';
import { useScheme } from './use-scheme.ts';

export function Sparkline({ curve, number, label }: { curve: PackedCurve; number: number; label: string }) {
  const scheme = useScheme();
  return (
    <svg width="88" height="18" viewBox="0 0 88 18" role="img" aria-label={label}>
      <path d={sparklinePath(curve, 88, 18)} fill="none" stroke={runColor(number, scheme)} strokeWidth="1.3" />
    </svg>
  );
}
