import { runColor } from '../../charts/prepare/run-colors.ts';
import { useScheme } from '../../charts/draw/use-scheme.ts';
import { count, percent, plural } from '../../lib/format.ts';
import styles from './Data.module.css';

interface PartBarsProps {
  parts: readonly { part: string; samples: number; groups?: number | null; classes: readonly { name: string; count: number }[] }[];
}

/** How large each part is and how the classes share it. */
export function PartBars({ parts }: PartBarsProps) {
  const scheme = useScheme();
  const most = Math.max(...parts.map((part) => part.samples), 1);
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
                style={{ flex: Math.max(entry.count, 0), background: runColor(index + 1, scheme) }}
                title={`${entry.name}: ${count(entry.count)} (${percent(entry.count / Math.max(part.samples, 1))})`}
              />
            ))}
          </div>
          <span className="muted">
            {count(part.samples)}
            {part.groups ? ` · ${plural(part.groups, 'group')}` : ''}
          </span>
        </div>
      ))}
      <p className="muted" style={{ margin: '6px 0 0', display: 'flex', flexWrap: 'wrap', gap: '2px 14px' }}>
        {classes.slice(0, 12).map((entry, index) => (
          <span key={entry.name}>
            <span
              aria-hidden
              style={{
                display: 'inline-block',
                width: 8,
                height: 8,
                borderRadius: 2,
                marginRight: 5,
                background: runColor(index + 1, scheme),
              }}
            />
            {entry.name}
          </span>
        ))}
      </p>
    </div>
  );
}
