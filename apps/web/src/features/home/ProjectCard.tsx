import Link from 'next/link';
import { RunDot } from '../../charts/draw/RunDot.tsx';
import { StatusMark } from '../../charts/draw/StatusMark.tsx';
import type { ProjectCardFragment } from '../../generated/home.ts';
import { plural } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import { Panel } from '../../ui/Page.tsx';
import { When } from '../../ui/When.tsx';
import styles from './Home.module.css';

export function ProjectCard({ team, project }: { team: string; project: ProjectCardFragment }) {
  const ref = `${team}/${project.slug}`;
  const { counts } = project;
  const facts = [
    plural(counts.datasets, 'dataset'),
    plural(counts.runs, 'run'),
    ...(counts.queued > 0 ? [`${counts.queued} in the queue`] : []),
  ];
  const entry = counts.datasets === 0 ? links.data(ref) : links.runs(ref);
  return (
    <Panel
      title={
        <Link href={entry} prefetch={false} className={styles.name}>
          {project.name}
        </Link>
      }
      note={facts.join(' · ')}
    >
      {project.description && <p className={styles.question}>{project.description}</p>}
      {project.runs.nodes.length === 0 ? (
        <p className="muted">
          {counts.datasets === 0 ? (
            <Link href={links.data(ref)} prefetch={false}>
              Bring data
            </Link>
          ) : (
            <Link href={links.launch(ref)} prefetch={false}>
              Launch the first run
            </Link>
          )}
        </p>
      ) : (
        <ul className={styles.runs}>
          {project.runs.nodes.map((run) => (
            <li key={run.id}>
              <RunDot number={run.number} />
              <Link href={links.run(ref, run.id)} prefetch={false}>
                {run.name}
              </Link>
              <span className="muted">#{run.number}</span>
              <span className={styles.when}>
                <When at={run.createdAt} />
              </span>
              <StatusMark run={run} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
