import Link from 'next/link';
import { WorkPicture } from '../../charts/draw/WorkPicture.tsx';
import type { DatasetsQuery } from '../../generated/data.ts';
import { count, plural, words } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import { Panel } from '../../ui/Page.tsx';
import styles from './Datasets.module.css';

type Dataset = NonNullable<DatasetsQuery['project']>['datasets']['nodes'][number];

export function DatasetCard({ project, dataset }: { project: string; dataset: Dataset }) {
  const { latest } = dataset;
  return (
    <Panel
      title={
        <Link href={links.dataset(project, dataset.id)} prefetch={false} className={styles.name}>
          {dataset.name}
        </Link>
      }
      note={
        latest
          ? `version ${latest.number} · ${count(latest.samples)} works · ${plural(latest.classes.length, 'class', 'classes')}`
          : 'no version yet'
      }
    >
      {dataset.card.description && <p className={styles.description}>{dataset.card.description}</p>}
      {latest && (
        <>
          <div className={styles.strip}>
            {latest.works.nodes.map((work) => (
              <WorkPicture key={work.row} views={work.views} label={work.label ?? undefined} />
            ))}
          </div>
          <p className="muted" style={{ margin: '10px 0 0' }}>
            {latest.views
              .map((view) => `${view.name}: ${words(view.modality)}${view.shape.length > 0 ? ` ${view.shape.join(' × ')}` : ''}`)
              .join(' · ')}
            {dataset.card.licence && ` · ${dataset.card.licence}`}
          </p>
        </>
      )}
    </Panel>
  );
}
