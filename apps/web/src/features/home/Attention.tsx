import Link from 'next/link';
import { Panel } from '../../ui/Page.tsx';
import type { Point } from './attention.ts';
import styles from './Home.module.css';

const signs = { bad: '✗', warning: '!', muted: '·' };

export function Attention({ points }: { points: readonly Point[] }) {
  if (points.length === 0) return null;
  return (
    <Panel title={points.some((point) => point.tone !== 'muted') ? 'Needs attention' : 'What comes next'}>
      <ul className={styles.runs}>
        {points.map((point) => (
          <li key={point.key}>
            <span aria-hidden className={styles.sign} data-tone={point.tone}>
              {signs[point.tone]}
            </span>
            <Link href={point.href} prefetch={false} title={point.text}>
              {point.text}
            </Link>
            <span className={styles.when}>{point.where}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
