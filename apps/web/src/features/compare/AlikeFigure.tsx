'use client';
import { useScheme } from '../../charts/draw/use-scheme.ts';
import { metricName, metricText } from '../../charts/prepare/metric-words.ts';
import { runColor } from '../../charts/prepare/run-colors.ts';
import type { Alike } from './alike.ts';
import styles from './Compare.module.css';

const rowHeight = 20;
const width = 520;
const margin = { left: 190, right: 16, top: 8 };

/** The runs on a line of their score, best first; a bar beside those that cannot be told apart. */
export function AlikeFigure({ alike }: { alike: Alike }) {
  const scheme = useScheme();
  const scores = alike.runs.map((run) => run.score);
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  const bars = alike.bars;
  const left = margin.left + bars.length * 8;
  const x = (score: number) => (high > low ? left + ((score - low) / (high - low)) * (width - left - margin.right - 60) : left);
  const y = (index: number) => margin.top + index * rowHeight + rowHeight / 2;
  const height = margin.top + alike.runs.length * rowHeight + 4;
  const words = bars.map(
    ([from, to]) =>
      `${alike.runs
        .slice(from, to + 1)
        .map((run) => `#${run.number}`)
        .join(', ')} cannot be told apart`,
  );
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      className={styles.alike}
      role="img"
      aria-label={`${metricName(alike.metric)}, best first: ${alike.runs.map((run) => `#${run.number} ${metricText(alike.metric, run.score)}`).join(', ')}. ${words.join('; ') || 'All differ'}.`}
    >
      {alike.runs.map((run, index) => (
        <g key={run.id}>
          <circle cx={6} cy={y(index)} r={4.5} fill={runColor(run.number, scheme)} />
          <text x={16} y={y(index) + 3.5}>
            {`#${run.number} ${run.name.length > 25 ? `${run.name.slice(0, 24)}…` : run.name}`}
          </text>
          <line x1={left} x2={x(run.score)} y1={y(index)} y2={y(index)} stroke="var(--line)" />
          <circle cx={x(run.score)} cy={y(index)} r={4} fill={runColor(run.number, scheme)} />
          <text x={x(run.score) + 9} y={y(index) + 3.5}>
            {metricText(alike.metric, run.score)}
          </text>
        </g>
      ))}
      {bars.map(([from, to], index) => (
        <line
          key={`${from} ${to}`}
          x1={margin.left + index * 8 - 2}
          x2={margin.left + index * 8 - 2}
          y1={y(from) - 6}
          y2={y(to) + 6}
          stroke="var(--ink)"
          strokeWidth={2.5}
          strokeLinecap="round"
        >
          <title>{words[index]}</title>
        </line>
      ))}
    </svg>
  );
}
