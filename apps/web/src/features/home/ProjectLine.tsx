import Link from 'next/link';
import { plural } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import styles from './Home.module.css';

interface ProjectLineProps {
  team: string;
  project: { slug: string; name: string; description: string; counts: { runs: number; datasets: number } };
}

/** A project on one line of a list. */
export function ProjectLine({ team, project: { slug, name, description, counts } }: ProjectLineProps) {
  const ref = `${team}/${slug}`;
  return (
    <li className={styles.line}>
      <Link href={counts.datasets === 0 && counts.runs === 0 ? links.data(ref) : links.runs(ref)} prefetch={false}>
        {name}
      </Link>
      <span className="muted">{description}</span>
      <span className="muted">{plural(counts.runs, 'run')}</span>
    </li>
  );
}
