import { count, number } from '../../lib/format.ts';
import { barsOf } from '../prepare/bars.ts';
import styles from './Histogram.module.css';

interface HistogramProps {
  edges: readonly number[];
  counts: readonly number[];
  label: string;
}

const frame = { width: 320, height: 96 };

/** How often values fall between edges. Each bar says its own numbers under the pointer. */
export function Histogram({ edges, counts, label }: HistogramProps) {
  const bars = barsOf(edges, counts, frame.width, frame.height);
  return (
    <svg viewBox={`0 0 ${frame.width} ${frame.height + 18}`} className={styles.figure} role="img" aria-label={label}>
      {bars.map((bar) => (
        <rect key={bar.from} x={bar.x} y={bar.y} width={bar.width} height={bar.height}>
          <title>{`${number(bar.from)} to ${number(bar.to)}: ${count(bar.count)}`}</title>
        </rect>
      ))}
      <line x1={0} x2={frame.width} y1={frame.height} y2={frame.height} />
      <text x={0} y={frame.height + 14}>
        {number(edges[0])}
      </text>
      <text x={frame.width} y={frame.height + 14} textAnchor="end">
        {number(edges.at(-1))}
      </text>
    </svg>
  );
}

/** How often each of a few names comes. */
export function NamedBars({ values, label }: { values: readonly { name: string; count: number }[]; label: string }) {
  const most = Math.max(1, ...values.map((value) => value.count));
  return (
    <ul className={styles.named} aria-label={label}>
      {values.map((value) => (
        <li key={value.name}>
          <span title={value.name}>{value.name}</span>
          <span>
            <div style={{ width: `${(value.count / most) * 100}%` }} />
          </span>
          <span className="muted">{count(value.count)}</span>
        </li>
      ))}
    </ul>
  );
}
