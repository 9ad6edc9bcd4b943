import type { ParallelAxis, ParallelLine } from '../prepare/parallel.ts';
import { runColor } from '../prepare/run-colors.ts';
import styles from './ParallelFigure.module.css';
import { useScheme } from './use-scheme.ts';

interface ParallelFigureProps {
  axes: readonly ParallelAxis[];
  lines: readonly ParallelLine[];
  highlighted: readonly string[];
  numbers: Readonly<Record<string, number>>;
}

const box = { left: 24, right: 336, top: 18, bottom: 134 };

/** A line per run over upright axes; without a choice, the better half is drawn in ink. */
export function ParallelFigure({ axes, lines, highlighted, numbers }: ParallelFigureProps) {
  const scheme = useScheme();
  const x = (index: number) => box.left + (index / (axes.length - 1)) * (box.right - box.left);
  const y = (share: number) => box.bottom - share * (box.bottom - box.top);
  const shown = lines.slice(0, 300);
  const outcome = shown.map((line) => line.at.at(-1) ?? 0).sort((a, b) => a - b);
  const middle = outcome[Math.floor(outcome.length * 0.75)] ?? 0;
  const strong = (line: ParallelLine) => (highlighted.length > 0 ? highlighted.includes(line.id) : (line.at.at(-1) ?? 0) >= middle);
  const anchor = (index: number) => (index === 0 ? 'start' : index === axes.length - 1 ? 'end' : 'middle');
  return (
    <svg
      viewBox="0 0 360 164"
      className={styles.figure}
      role="img"
      aria-label={`Parallel coordinates of ${axes.map((axis) => axis.name).join(', ')}`}
    >
      {axes.map((axis, index) => (
        <g key={axis.name}>
          <line x1={x(index)} x2={x(index)} y1={box.top} y2={box.bottom} className={styles.axis} />
          <text x={index === 0 ? 4 : index === axes.length - 1 ? 356 : x(index)} y={box.top - 6} textAnchor={anchor(index)}>
            {axis.high}
          </text>
          <text x={index === 0 ? 4 : index === axes.length - 1 ? 356 : x(index)} y={box.bottom + 12} textAnchor={anchor(index)}>
            {axis.low}
          </text>
          <text
            x={index === 0 ? 4 : index === axes.length - 1 ? 356 : x(index)}
            y={box.bottom + 27}
            textAnchor={anchor(index)}
            className={styles.name}
          >
            {axis.name}
          </text>
        </g>
      ))}
      {[...shown]
        .sort((a, b) => Number(strong(a)) - Number(strong(b)))
        .map((line) => (
          <path
            key={line.id}
            d={pathOf(line.at, x, y)}
            className={strong(line) ? styles.strong : styles.weak}
            style={strong(line) && highlighted.length > 0 ? { stroke: runColor(numbers[line.id] ?? 1, scheme) } : undefined}
          />
        ))}
    </svg>
  );
}

function pathOf(at: readonly number[], x: (index: number) => number, y: (share: number) => number): string {
  let path = '';
  at.forEach((share, index) => {
    if (!Number.isFinite(share)) return;
    if (path === '') path = `M${x(index).toFixed(1)} ${y(share).toFixed(1)}`;
    else {
      const before = at.slice(0, index).findLastIndex(Number.isFinite);
      const half = (x(before) + x(index)) / 2;
      path += `C${half.toFixed(1)} ${y(at[before]!).toFixed(1)} ${half.toFixed(1)} ${y(share).toFixed(1)} ${x(index).toFixed(1)} ${y(share).toFixed(1)}`;
    }
  });
  return path;
}
