import Link from 'next/link';
import { links } from '../../lib/links.ts';
import styles from './Queue.module.css';

interface RunNameProps {
  run: {
    readonly id: string;
    readonly number: number;
    readonly name: string;
    readonly project: { readonly slug: string; readonly name: string };
  };
  team: string;
}

/** Which run it is, of which project of the team, and the way to its page. */
export function RunName({ run, team }: RunNameProps) {
  return (
    <span className={styles.name}>
      <Link href={links.run(`${team}/${run.project.slug}`, run.id)} prefetch={false}>
        {run.name}
      </Link>{' '}
      <span className="muted">
        #{run.number} · {run.project.name}
      </span>
    </span>
  );
}
