import { WorkPicture } from '../../charts/draw/WorkPicture.tsx';
import { percent } from '../../lib/format.ts';
import type { PredictedWork } from './predicted.ts';
import styles from './Predictions.module.css';
import type { ShownWork } from './use-predicted-works.ts';

interface PredictedCardsProps {
  shown: readonly PredictedWork[];
  works: ReadonlyMap<number, ShownWork>;
  names: readonly string[];
  onOpen: (at: number) => void;
}

/** Works with their truth and what was said of each; a click shows and plays the work. */
export function PredictedCards({ shown, works, names, onOpen }: PredictedCardsProps) {
  return (
    <div className={styles.works}>
      {shown.map((work, at) => (
        <button key={`${work.id} ${work.row}`} type="button" onClick={() => onOpen(at)}>
          <div>
            <WorkPicture views={works.get(work.row)?.views ?? []} label={work.truth} />
          </div>
          <p>
            <b>{work.truth}</b>
            <span className="muted">{works.get(work.row)?.sampleId ?? work.id}</span>
          </p>
          <p>{saidLine(work, names)}</p>
        </button>
      ))}
    </div>
  );
}

function saidLine({ said, right, scores }: PredictedWork, names: readonly string[]) {
  if (right === undefined) return <span>predicted {said}</span>;
  const score = scores[names.indexOf(said)];
  return (
    <>
      <span>
        <span className={styles.mark} data-right={right} aria-hidden>
          {right ? '✓' : '✗'}
        </span>{' '}
        {right ? 'right' : `said ${said}`}
      </span>
      {score !== undefined && <span className="muted">{percent(score, 0)}</span>}
    </>
  );
}
