import { Figure } from '../../charts/draw/Figure.tsx';
import { VersionFactsDocument, type VersionFragment } from '../../generated/data.ts';
import { count, plural } from '../../lib/format.ts';
import styles from './Bars.module.css';

interface ClassBarsProps {
  version: VersionFragment;
  chosen: string;
  onChoose: (name: string) => void;
}

const mostShown = 200;

/** How many works each class has; a click shows only these. */
export function ClassBars({ version, chosen, onChoose }: ClassBarsProps) {
  const { id, classes, samples } = version;
  const most = Math.max(...classes.map((entry) => entry.count), 1);
  return (
    <Figure
      title="Classes"
      note={count(samples)}
      table={() => ({ columns: ['class', 'works'], rows: classes.map((entry) => [entry.name, entry.count]) })}
      query={{ document: VersionFactsDocument, variables: { version: id } }}
    >
      {classes.length === 0 && (
        <p className="muted" style={{ margin: 0 }}>
          No file said what the works are.
        </p>
      )}
      <div className={styles.bars}>
        {classes.slice(0, mostShown).map((entry) => (
          <button
            key={entry.name}
            type="button"
            className={styles.bar}
            aria-pressed={chosen === entry.name}
            onClick={() => onChoose(entry.name)}
          >
            <span title={entry.name}>{entry.name}</span>
            <span className={styles.track}>
              <span style={{ width: `${(entry.count / most) * 100}%` }} />
            </span>
            <span>{count(entry.count)}</span>
          </button>
        ))}
      </div>
      {classes.length > mostShown && (
        <p className="muted" style={{ margin: '6px 0 0' }}>
          and {plural(classes.length - mostShown, 'other')}; the table has them
        </p>
      )}
    </Figure>
  );
}
