import Link from 'next/link';
import { RunDot } from '../../charts/draw/RunDot.tsx';
import { number, words } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import { Panel } from '../../ui/Page.tsx';
import styles from './Run.module.css';
import type { Run } from './RunHeader.tsx';

const sources: Record<string, string> = { VALIDATION: 'chosen on validation', FOLDS: 'chosen fold by fold', EQUAL: 'equal' };

/** What a fusion combines, how, and what it gained, in words. */
export function MembersPanel({ fusion, project }: { fusion: NonNullable<Run['fusion']>; project: string }) {
  return (
    <Panel title="Members" note={`${words(fusion.method)} · weights ${sources[fusion.weightSource] ?? 'set by hand'}`}>
      {fusion.members.map(({ run, weight }) => (
        <p key={run.id} className={styles.member}>
          <RunDot number={run.number} />
          <Link href={links.run(project, run.id)} prefetch={false}>
            {run.name}
          </Link>
          <span className="muted">
            #{run.number} {run.kind}
          </span>
          <span className={styles.weight}>{number(weight, 3)}</span>
        </p>
      ))}
      {fusion.words && <p className={styles.verdict}>{fusion.words}</p>}
    </Panel>
  );
}
