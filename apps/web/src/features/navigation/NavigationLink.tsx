import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { count as formatCount } from '../../lib/format.ts';
import styles from './Navigation.module.css';

interface NavigationLinkProps {
  href: string;
  /** Pages below this one, on which it is marked as the current place. */
  also?: readonly string[];
  count?: number | undefined;
  children: ReactNode;
}

export function NavigationLink({ href, also = [], count, children }: NavigationLinkProps) {
  const path = usePathname();
  const own = href.split('?')[0] ?? href;
  const current = path === own || also.includes(path);
  return (
    <Link className={styles.link} href={href} prefetch={false} aria-current={current ? 'page' : undefined}>
      <span>{children}</span>
      {count !== undefined && count > 0 && <span className={styles.count}>{formatCount(count)}</span>}
    </Link>
  );
}
