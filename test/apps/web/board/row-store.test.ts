import { describe, expect, it } from 'vitest';
import { createRowStore } from '../../../../apps/web/src/features/board/row-store.ts';

interface Row {
  readonly id: string;
  readonly value: number;
}

/** A store over a list that may change, which counts the pages it is asked for. */
function storeOver(list: { rows: Row[] }, pageSize = 10) {
  const asked: number[] = [];
  const store = createRowStore<Row>({
    pageSize,
    idOf: (row) => row.id,
    read: async (page) => {
      asked.push(page);
      return { rows: list.rows.slice(page * pageSize, (page + 1) * pageSize), total: list.rows.length, isEstimate: false };
    },
  });
  return { store, asked };
}

const rows = (count: number, value = 0): Row[] => Array.from({ length: count }, (_, index) => ({ id: `r${index}`, value }));
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('rows of a long list', () => {
  it('are read where one looks, and only once', async () => {
    const { store, asked } = storeOver({ rows: rows(1000) });
    store.want(900, 915);
    store.want(905, 919);
    await settled();
    expect(asked).toEqual([90, 91]);
    expect(store.total()).toBe(1000);
    expect(store.rowAt(915)?.id).toBe('r915');
    expect(store.rowAt(5)).toBeUndefined();
  });
  it('take on new values in their places', async () => {
    const list = { rows: rows(30) };
    const { store } = storeOver(list);
    store.want(0, 9);
    await settled();
    list.rows = rows(30, 7);
    await store.refresh();
    expect(store.rowAt(3)).toEqual({ id: 'r3', value: 7 });
    expect(store.waiting().moved).toBe(false);
  });
  it('do not jump when rows come in above them, until one asks for it', async () => {
    const list = { rows: rows(30) };
    const { store } = storeOver(list);
    store.want(10, 19);
    await settled();
    list.rows = [{ id: 'new', value: 1 }, ...rows(30, 5)];
    await store.refresh();
    expect(store.rowAt(12)).toEqual({ id: 'r12', value: 5 });
    expect(store.waiting()).toEqual({ moved: true, added: 1 });
    await store.settle();
    expect(store.rowAt(12)?.id).toBe('r11');
    expect(store.waiting().moved).toBe(false);
    expect(store.total()).toBe(31);
  });
  it('come in at once while one looks at the top', async () => {
    const list = { rows: rows(30) };
    const { store } = storeOver(list);
    store.want(0, 9);
    await settled();
    list.rows = [{ id: 'new', value: 1 }, ...list.rows];
    await store.refresh({ mayMove: true });
    expect(store.rowAt(0)?.id).toBe('new');
  });
  it('are read again, where they stand, when all of it is out of date', async () => {
    const list = { rows: rows(30) };
    const { store, asked } = storeOver(list);
    store.want(0, 19);
    await settled();
    list.rows = rows(30, 2);
    store.want(0, 9);
    asked.length = 0;
    await store.outdate();
    expect(store.rowAt(0)?.value).toBe(2);
    expect(store.rowAt(15)?.value).toBe(0);
    store.want(10, 19);
    await settled();
    expect(store.rowAt(15)?.value).toBe(2);
    expect(asked).toEqual([0, 1]);
  });
  it('end where the last page ends, whatever was estimated', async () => {
    const store = createRowStore<Row>({
      pageSize: 10,
      idOf: (row) => row.id,
      read: async (page) => ({ rows: rows(25).slice(page * 10, page * 10 + 10), total: 12_000, isEstimate: true }),
    });
    store.want(0, 9);
    await settled();
    expect([store.total(), store.isEstimate()]).toEqual([12_000, true]);
    store.want(20, 29);
    await settled();
    expect([store.total(), store.isEstimate()]).toEqual([25, false]);
  });
  it('stay as they are when an answer is of no use', async () => {
    let isUseful = true;
    const store = createRowStore<Row>({
      pageSize: 10,
      idOf: (row) => row.id,
      read: async () => (isUseful ? { rows: rows(3), total: 3, isEstimate: false } : undefined),
    });
    store.want(0, 9);
    await settled();
    isUseful = false;
    await store.refresh();
    expect(store.loaded()).toHaveLength(3);
  });
});
