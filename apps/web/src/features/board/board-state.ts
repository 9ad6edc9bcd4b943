// What a board shows, as it stands in the address: every view can be linked to, survives a reload and can be saved under a name.

/** A column that is shown, and how. */
export interface ShownColumn {
  /** Its name in the filter language: `test.accuracy`, `metrics.val_loss.best`, `params.training.learningRate`, `kind`. */
  readonly name: string;
  /** In pixels; left out: as wide as such a column usually is. */
  readonly width?: number | undefined;
  /** Stays in sight when one scrolls sideways. */
  readonly pinned?: boolean | undefined;
  /** Tinted from its least to its greatest value. */
  readonly colored?: boolean | undefined;
}

/** By what runs are put together: a column, or all params but some. */
export interface GroupKey {
  readonly column: string;
  readonly except: readonly string[];
}

export const figureKinds = ['curves', 'parallel', 'scatter', 'importance'] as const;
export type FigureKind = (typeof figureKinds)[number];

export interface BoardState {
  /** A line of the filter language. */
  readonly filter: string;
  /** The name of a column, with a minus before it for the greatest first. */
  readonly sort: string;
  /** Undefined: the usual ones. */
  readonly columns: readonly ShownColumn[] | undefined;
  readonly groupBy: readonly GroupKey[];
  /** Number of the run that others are compared with. */
  readonly baseline: number | undefined;
  readonly figures: readonly FigureKind[];
  /** Columns of the scatter plot: across and up. */
  readonly scatter: readonly [string, string] | undefined;
  /** Runs that are ticked, by their ids. */
  readonly selected: readonly string[];
}

export const newest = '-number';
const usualFigures: readonly FigureKind[] = ['curves', 'parallel'];
/** More ticked runs than this do not fit into an address. */
export const mostSelected = 60;

/** Reads what a query string says; what it does not say, or says wrongly, is the usual. */
export function readBoardState(query: Pick<URLSearchParams, 'get'>): BoardState {
  const list = (name: string) => (query.get(name) ?? '').split(',').filter(Boolean);
  const figures = query.get('figures');
  const [x, y] = list('scatter').map(decode);
  const baseline = Number(query.get('baseline') ?? Number.NaN);
  return {
    filter: query.get('filter') ?? '',
    sort: query.get('sort') ?? newest,
    columns: query.get('columns') ? list('columns').map(readColumn) : undefined,
    groupBy: list('group').map((text) => {
      const [column = '', ...except] = text.split('~').map(decode);
      return { column, except };
    }),
    baseline: Number.isInteger(baseline) && baseline > 0 ? baseline : undefined,
    figures: figures === null ? usualFigures : figureKinds.filter((kind) => figures.split(',').includes(kind)),
    scatter: x && y ? [x, y] : undefined,
    selected: list('selected'),
  };
}

/** The values of a query string that say it; an empty one is to leave the address. */
export function writeBoardState(state: Partial<BoardState>): Record<string, string> {
  const query: Record<string, string> = {};
  if (state.filter !== undefined) query.filter = state.filter;
  if (state.sort !== undefined) query.sort = state.sort === newest ? '' : state.sort;
  if ('columns' in state) query.columns = state.columns?.map(writeColumn).join(',') ?? '';
  if (state.groupBy) query.group = state.groupBy.map(({ column, except }) => [column, ...except].map(encode).join('~')).join(',');
  if ('baseline' in state) query.baseline = state.baseline === undefined ? '' : String(state.baseline);
  if (state.figures) query.figures = state.figures.join(',') === usualFigures.join(',') ? '' : state.figures.join(',') || 'none';
  if ('scatter' in state) query.scatter = state.scatter?.map(encode).join(',') ?? '';
  if (state.selected) query.selected = state.selected.slice(0, mostSelected).join(',');
  return query;
}

/** The ticked runs: all that were ticked here, as long as the address still says the first of them. */
export function selectedOf(said: readonly string[], ticked: readonly string[] | undefined): readonly string[] {
  return ticked && said.join() === ticked.slice(0, mostSelected).join() ? ticked : said;
}

function readColumn(text: string): ShownColumn {
  const [name = '', ...options] = text.split('~');
  const width = Number(options.find((option) => /^w\d+$/.test(option))?.slice(1) ?? Number.NaN);
  return {
    name: decode(name),
    ...(width >= 40 && width <= 1000 && { width }),
    ...(options.includes('p') && { pinned: true }),
    ...(options.includes('c') && { colored: true }),
  };
}

function writeColumn({ name, width, pinned, colored }: ShownColumn): string {
  return [encode(name), ...(width ? [`w${Math.round(width)}`] : []), ...(pinned ? ['p'] : []), ...(colored ? ['c'] : [])].join('~');
}

// Names may hold any character; the two that part them are written otherwise.
function encode(name: string): string {
  return name.replaceAll('%', '%25').replaceAll(',', '%2C').replaceAll('~', '%7E');
}

function decode(text: string): string {
  return text.replaceAll('%7E', '~').replaceAll('%2C', ',').replaceAll('%25', '%');
}
