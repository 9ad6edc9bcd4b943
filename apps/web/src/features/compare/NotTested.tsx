import { Button } from '@mantine/core';
import { Panel } from '../../ui/Page.tsx';
import styles from './Compare.module.css';
import type { ComparedRun } from './compared-run.ts';
import { namesOf } from './verdict-summary.ts';
import { whyNotTested } from './why-not-tested.ts';

interface NotTestedProps {
  runs: readonly ComparedRun[];
  /** Goes on with these only. */
  onKeep: (ids: readonly string[]) => void;
}

/** Why these runs cannot be tested against each other, and the way to some that can. */
export function NotTested({ runs, onKeep }: NotTestedProps) {
  const { words, rest } = whyNotTested(runs);
  return (
    <Panel title="Is the difference real?">
      <p className={styles.words}>{words}</p>
      {rest && (
        <p className={styles.foot}>
          <Button variant="default" size="xs" onClick={() => onKeep(rest.map(({ id }) => id))}>
            Compare only {namesOf(rest)}
          </Button>
        </p>
      )}
    </Panel>
  );
}
