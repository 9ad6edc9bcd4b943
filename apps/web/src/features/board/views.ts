// A view that is kept: what every client understands by itself, and what only this page knows (`display`).
import { type BoardState, newest, readBoardState, writeBoardState } from './board-state.ts';
import type { Column } from './columns.ts';

/** What of the address makes a view; which runs are ticked does not. */
const parts = ['filter', 'sort', 'columns', 'group', 'baseline', 'figures', 'scatter'] as const;

/** The state as the API keeps it. */
export function viewOf(state: BoardState, columns: readonly Column[]) {
  const { selected: _, ...kept } = state;
  const written = writeBoardState(kept);
  return {
    query: state.filter,
    // A drawn curve is a column of this page alone.
    columns: columns
      .filter(({ name }) => !/^curve(\.|$)/.test(name))
      .map(({ name, width, pinned }) => ({ name, width: Math.round(width), pinned: pinned ?? false })),
    groupBy: state.groupBy.map(({ column, except }) => ({ column, except: [...except] })),
    orderBy: [{ column: state.sort.replace(/^-/, ''), direction: state.sort.startsWith('-') ? ('DESC' as const) : ('ASC' as const) }],
    display: { board: Object.fromEntries(parts.map((part) => [part, written[part] ?? ''])) },
  };
}

interface KeptView {
  readonly query?: string | null;
  readonly columns?: readonly { readonly name: string; readonly width?: number | null; readonly pinned?: boolean | null }[] | null;
  readonly groupBy?: readonly { readonly column: string; readonly except?: readonly string[] | null }[] | null;
  readonly orderBy?: readonly { readonly column: string; readonly direction: string }[] | null;
  readonly display?: unknown;
}

/** The query string that shows a view; of none, the usual one. A view that another program has kept is read from its general parts. */
export function queryOfView(view: KeptView | undefined): Record<string, string> {
  const empty = Object.fromEntries(parts.map((part) => [part, '']));
  if (!view) return empty;
  const own = (view.display as { board?: Record<string, string> } | null)?.board;
  if (own) return { ...empty, ...Object.fromEntries(parts.map((part) => [part, String(own[part] ?? '')])) };
  const order = view.orderBy?.[0];
  return {
    ...empty,
    ...writeBoardState({
      filter: view.query ?? '',
      sort: order ? `${order.direction === 'DESC' ? '-' : ''}${order.column}` : newest,
      columns: view.columns?.length
        ? view.columns.map(({ name, width, pinned }) => ({ name, ...(width && { width }), ...(pinned && { pinned }) }))
        : undefined,
      groupBy: (view.groupBy ?? []).map(({ column, except }) => ({ column, except: except ?? [] })),
    }),
  };
}

/** Whether the board shows this view just now. */
export function isShowing(view: KeptView, state: BoardState): boolean {
  const query = queryOfView(view);
  const normal = writeBoardState({ ...readBoardState({ get: (name) => query[name] || null }), selected: [] });
  const now = writeBoardState({ ...state, selected: [] });
  return parts.every((part) => (normal[part] ?? '') === (now[part] ?? ''));
}
