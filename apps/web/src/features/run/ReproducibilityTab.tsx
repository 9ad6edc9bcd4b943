import { Button } from '@mantine/core';
import Link from 'next/link';
import { flatten, valueText } from '../../lib/json.ts';
import { links } from '../../lib/links.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Panel } from '../../ui/Page.tsx';
import styles from './Run.module.css';
import type { Run } from './RunHeader.tsx';

/** Everything that another machine needs to come to the same numbers. */
export function ReproducibilityTab({ run, project }: { run: Run; project: string }) {
  const facts = flatten(run.reproducibility);
  const trained = run.kind === 'CNN' || run.kind === 'RNN' || run.kind === 'MLP';
  if (facts.length === 0)
    return (
      <Empty title="Nothing recorded yet">The agent writes down seed, code, backend, hardware and packages when the run starts.</Empty>
    );
  return (
    <Panel
      title="As it ran"
      note={
        trained && (
          <Button component={Link} href={links.launch(project, { like: run.id })} prefetch={false} variant="default" size="compact-xs">
            Run it again
          </Button>
        )
      }
    >
      <dl className={styles.facts}>
        {facts.map(([path, value]) => (
          <div key={path} style={{ display: 'contents' }}>
            <dt>{path}</dt>
            <dd className="mono">{valueText(value)}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
