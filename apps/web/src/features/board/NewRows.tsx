import styles from './Board.module.css';
import { plural } from '../../lib/format.ts';
import type { RowStore } from './row-store.ts';
import type { Row } from './row.ts';

/** What has come or moved while one was reading further down, shown when one wishes. */
export function NewRows({ store }: { store: RowStore<Row>; version: number }) {
  const { moved, added } = store.waiting();
  if (!moved) return null;
  return (
    <button type="button" className={styles.fresh} onClick={() => void store.settle()}>
      {added > 0 ? `${plural(added, 'new run')}` : 'The order has changed'} · show
    </button>
  );
}
