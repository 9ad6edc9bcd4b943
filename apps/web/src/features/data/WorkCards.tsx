import { WorkPicture } from '../../charts/draw/WorkPicture.tsx';
import type { WorksQuery } from '../../generated/data.ts';
import { count } from '../../lib/format.ts';
import styles from './Works.module.css';

export type Work = NonNullable<WorksQuery['datasetVersion']>['works']['nodes'][number];

interface WorkCardsProps {
  works: readonly Work[];
  onOpen: (work: Work) => void;
  small?: boolean;
  /** A line below the label, such as what changed. */
  noteOf?: (work: Work) => string | undefined;
  /** Which view to show; the first picture when left out. */
  view?: string | undefined;
}

/** Works as cards to open. */
export function WorkCards({ works, onOpen, small = false, noteOf, view }: WorkCardsProps) {
  return (
    <div className={styles.works} data-small={small || undefined}>
      {works.map((work) => (
        <button key={work.row} type="button" className={styles.work} onClick={() => onOpen(work)}>
          <div>
            <WorkPicture views={work.views} label={work.label ?? undefined} {...(view && { view })} />
          </div>
          <p>
            <span>{noteOf?.(work) ?? work.label ?? 'no class'}</span>
            <span className="muted">{count(work.row)}</span>
          </p>
        </button>
      ))}
    </div>
  );
}
