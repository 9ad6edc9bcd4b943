import { WorkPicture } from '../../charts/draw/WorkPicture.tsx';
import { count } from '../../lib/format.ts';
import styles from './Works.module.css';
import type { Work } from './WorkCards.tsx';

interface WorkCardProps {
  work: Work;
  onOpen: () => void;
  /** In place of the label, such as what changed. */
  note?: string | undefined;
  /** Which view to show; the first picture when left out. */
  view?: string | undefined;
  /** Its place in a grid that the arrow keys go through. */
  index?: number;
  tabIndex?: number;
}

/** A work as a card to open. */
export function WorkCard({ work, onOpen, note, view, index, tabIndex }: WorkCardProps) {
  return (
    <button type="button" className={styles.work} onClick={onOpen} data-index={index} tabIndex={tabIndex}>
      <div>
        <WorkPicture views={work.views} label={work.label ?? undefined} {...(view && { view })} />
      </div>
      <p>
        <span>{note ?? work.label ?? 'no class'}</span>
        <span className="muted">{count(work.row)}</span>
      </p>
    </button>
  );
}
