import type { Line } from './LineChart.tsx';
import styles from './LineChart.module.css';

const most = 12;

interface LineLegendProps {
  lines: readonly Line[];
  /** Where on the axis the values are of. */
  place: string;
  textOf: (line: Line) => string;
}

export function LineLegend({ lines, place, textOf }: LineLegendProps) {
  return (
    <figcaption className={styles.legend}>
      <span className={styles.x}>{place}</span>
      {lines.slice(0, most).map((line) => (
        <span key={line.label}>
          <svg width="14" height="8" aria-hidden>
            <line x1="0" x2="14" y1="4" y2="4" stroke={line.color} strokeWidth="2" strokeDasharray={line.dash?.join(' ')} />
          </svg>
          {line.label} <b>{textOf(line)}</b>
        </span>
      ))}
      {lines.length > most && <span>and {lines.length - most} more</span>}
    </figcaption>
  );
}
