import type { FigureTable } from '../../charts/prepare/csv.ts';
import { runColor, type Scheme } from '../../charts/prepare/run-colors.ts';
import { useScheme } from '../../charts/draw/use-scheme.ts';
import { count, percent, plural } from '../../lib/format.ts';
import styles from './Splits.module.css';

interface Part {
  readonly part: string;
  readonly samples: number;
  readonly groups?: number | null;
  readonly classes: readonly { readonly name: string; readonly count: number }[];
}

/** As many as there are colours to tell apart; the others are grey. */
const mostColored = 10;

/** How large each part is and how the classes share it. */
export function PartBars({ parts }: { parts: readonly Part[] }) {
  const scheme = useScheme();
  const most = Math.max(...parts.map((part) => part.samples), 1);
  const all = parts.reduce((sum, part) => sum + part.samples, 0);
  const classes = parts[0]?.classes ?? [];
  return (
    <div>
      {parts.map((part) => (
        <div key={part.part} className={styles.part}>
          <span>{part.part.toLowerCase()}</span>
          <div className={styles.share} style={{ width: `${(part.samples / most) * 100}%` }}>
            {part.classes.map((entry, index) => (
              <div
                key={entry.name}
                style={{ flex: Math.max(entry.count, 0), background: colorOf(index, scheme) }}
                title={`${entry.name}: ${count(entry.count)} (${percent(entry.count / Math.max(part.samples, 1))})`}
              />
            ))}
            {part.classes.length === 0 && part.samples > 0 && <div style={{ flex: 1, background: colorOf(0, scheme) }} />}
          </div>
          <span className="muted">
            {count(part.samples)} ({shareText(part.samples / Math.max(all, 1))}){part.groups ? ` · ${plural(part.groups, 'group')}` : ''}
          </span>
        </div>
      ))}
      <p className={styles.legend}>
        {classes.slice(0, mostColored).map((entry, index) => (
          <Key key={entry.name} color={colorOf(index, scheme)} name={entry.name} />
        ))}
        {classes.length > mostColored && (
          <Key
            color={colorOf(mostColored, scheme)}
            name={
              classes.length === mostColored + 1
                ? classes[mostColored]!.name
                : `${count(classes.length - mostColored)} others, in the table`
            }
          />
        )}
      </p>
    </div>
  );
}

function Key({ color, name }: { color: string; name: string }) {
  return (
    <span>
      <span aria-hidden style={{ background: color }} />
      {name}
    </span>
  );
}

/** The works of each class in each part. */
export function partsTable(parts: readonly Part[]): FigureTable {
  const classes = parts[0]?.classes.map((entry) => entry.name) ?? [];
  return {
    columns: ['class', ...parts.map((part) => part.part.toLowerCase())],
    rows: [
      ...classes.map((name, index) => [name, ...parts.map((part) => part.classes[index]?.count ?? 0)]),
      ['all works', ...parts.map((part) => part.samples)],
      ...(parts.some((part) => part.groups) ? [['groups', ...parts.map((part) => part.groups ?? 0)]] : []),
    ],
  };
}

function shareText(share: number): string {
  return percent(share, share > 0 && share < 0.01 ? 1 : 0);
}

function colorOf(index: number, scheme: Scheme): string {
  return index < mostColored ? runColor(index + 1, scheme) : 'var(--muted)';
}
