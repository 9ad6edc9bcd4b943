import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Part } from '../../generated/run.ts';
import { useQueryState } from '../../lib/query-state.ts';
import styles from './Run.module.css';

/** The part that is looked at, as the address has it. */
export function usePart(): [Part, (part: string) => void] {
  const [part, setPart] = useQueryState('part', 'TEST');
  return [part === 'VALIDATION' ? part : 'TEST', setPart];
}

/** The test part or the validation part, and whatever else decides what is seen of it. */
export function PartChoice({ children }: { children?: ReactNode }) {
  const [part, setPart] = usePart();
  return (
    <div className={styles.controls}>
      <SegmentedControl
        size="xs"
        aria-label="Part"
        value={part}
        onChange={setPart}
        data={[
          { value: 'TEST', label: 'Test' },
          { value: 'VALIDATION', label: 'Validation' },
        ]}
      />
      {children}
    </div>
  );
}
