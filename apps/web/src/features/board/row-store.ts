// Rows of a long list, read page by page from wherever one looks. It keeps their places while they live: values change where they stand, and
// a new order waits until it may be shown. It knows nothing of runs or of React.

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly isEstimate: boolean;
}

export interface RowStore<Row> {
  subscribe(listener: () => void): () => void;
  /** Changes with everything that can be seen. */
  version(): number;
  /** Undefined until the first page has come. */
  total(): number | undefined;
  isEstimate(): boolean;
  rowAt(index: number): Row | undefined;
  /** Every row there is, in order. */
  loaded(): readonly Row[];
  /** Sees to it that the rows from `from` to `to` are there. */
  want(from: number, to: number): void;
  /**
   * Reads again what is looked at. Unless rows may move, each stays in its place and takes on its new values; what is new or has moved waits.
   */
  refresh(options?: { mayMove?: boolean }): Promise<void>;
  /** What is there is out of date, all of it, though its order stands: it is read again when one looks at it. */
  outdate(): Promise<void>;
  /** Whether another order waits to be shown, and how many rows have come. */
  waiting(): { readonly moved: boolean; readonly added: number };
  /** Shows the new order. */
  settle(): Promise<void>;
}

export interface RowStoreOptions<Row> {
  /** Reads a page; undefined when the answer is of no use any more. */
  readonly read: (page: number) => Promise<Page<Row> | undefined>;
  readonly pageSize: number;
  readonly idOf: (row: Row) => string;
}

const nothingWaits = { moved: false, added: 0 } as const;

export function createRowStore<Row>({ read, pageSize, idOf }: RowStoreOptions<Row>): RowStore<Row> {
  const pages = new Map<number, readonly Row[]>();
  const reading = new Map<number, Promise<void>>();
  const listeners = new Set<() => void>();
  const outdated = new Set<number>();
  let total: number | undefined;
  let isEstimate = false;
  let version = 0;
  let waiting: { moved: boolean; added: number } = nothingWaits;
  let view = { from: 0, to: pageSize - 1 };

  const changed = () => {
    version += 1;
    for (const listener of listeners) listener();
  };
  const pagesOf = ({ from, to }: { from: number; to: number }) => {
    const first = Math.floor(Math.max(0, from) / pageSize);
    const last = Math.floor(Math.max(0, Math.min(to, (total ?? to + 1) - 1)) / pageSize);
    return Array.from({ length: Math.max(1, last - first + 1) }, (_, index) => first + index);
  };
  const take = (page: number, { rows, total: count, isEstimate: estimate }: Page<Row>) => {
    pages.set(page, rows);
    outdated.delete(page);
    // A last page tells the true end; an estimate is not to cut off rows that are there.
    total = rows.length < pageSize ? page * pageSize + rows.length : Math.max(count, page * pageSize + rows.length);
    isEstimate = estimate && rows.length === pageSize;
    changed();
  };
  const fetchPage = (page: number): Promise<void> => {
    const known = reading.get(page);
    if (known) return known;
    const asked = read(page).then((answer) => {
      reading.delete(page);
      if (answer) take(page, answer);
    });
    reading.set(page, asked);
    return asked;
  };

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    version: () => version,
    total: () => total,
    isEstimate: () => isEstimate,
    rowAt: (index) => pages.get(Math.floor(index / pageSize))?.[index % pageSize],
    loaded: () => [...pages.keys()].sort((a, b) => a - b).flatMap((page) => pages.get(page)!),
    want(from, to) {
      view = { from, to };
      for (const page of pagesOf(view)) if (!pages.has(page) || outdated.has(page)) void fetchPage(page);
    },
    async refresh({ mayMove = false } = {}) {
      const seen = pagesOf(view);
      const answers = await Promise.all(seen.map(read));
      const fresh = new Map<string, Row>();
      let order = true;
      let count = total ?? 0;
      seen.forEach((page, index) => {
        const answer = answers[index];
        if (!answer) return;
        count = answer.total;
        for (const row of answer.rows) fresh.set(idOf(row), row);
        const now = pages.get(page);
        if (now && answer.rows.map(idOf).join() !== now.map(idOf).join()) order = false;
      });
      if (answers.every((answer) => answer === undefined)) return;
      if (order || mayMove) {
        if (!order) pages.clear();
        waiting = nothingWaits;
        seen.forEach((page, index) => answers[index] && take(page, answers[index]));
        return;
      }
      for (const [page, rows] of pages)
        pages.set(
          page,
          rows.map((row) => fresh.get(idOf(row)) ?? row),
        );
      waiting = { moved: true, added: Math.max(0, count - (total ?? 0)) };
      changed();
    },
    async outdate() {
      for (const page of pages.keys()) outdated.add(page);
      reading.clear();
      await this.refresh({ mayMove: true });
    },
    waiting: () => waiting,
    async settle() {
      waiting = nothingWaits;
      await this.refresh({ mayMove: true });
    },
  };
}
