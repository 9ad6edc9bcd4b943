import { invalidInput } from '../../errors.ts';
import { checkColumns, checkGroupBy, checkQuery } from '../runs/service.ts';

/** How a board is looked at. Everything that names something is checked, so that a view that is saved can be shown. */
export interface ViewState {
  /** The filter in one line. */
  readonly query: string;
  readonly columns: readonly ViewColumn[];
  readonly groupBy: readonly { readonly column: string; readonly except: readonly string[] }[];
  readonly measures: readonly string[];
  readonly orderBy: readonly { readonly column: string; readonly direction: 'ASC' | 'DESC' }[];
  /** What the dashboard keeps besides: colours, charts, widths of panels. */
  readonly display: Readonly<Record<string, unknown>>;
}

export interface ViewColumn {
  readonly name: string;
  /** In pixels; null: as wide as it likes. */
  readonly width: number | null;
  readonly pinned: boolean;
}

type Given<Type> = { readonly [Field in keyof Type]?: Type[Field] | null | undefined };

export interface ViewStateInput {
  readonly query?: string | null | undefined;
  readonly columns?: readonly (Given<ViewColumn> & { readonly name: string })[] | null | undefined;
  readonly groupBy?: readonly { readonly column: string; readonly except?: readonly string[] | null | undefined }[] | null | undefined;
  readonly measures?: readonly string[] | null | undefined;
  readonly orderBy?: ViewState['orderBy'] | null | undefined;
  readonly display?: unknown;
}

const LONGEST = 100_000;
const WIDEST = 5_000;

/** The state that is given, whole. Throws `INVALID_INPUT` naming the field. */
export function givenState(input: ViewStateInput, field = 'state'): ViewState {
  const state: ViewState = {
    query: input.query ?? '',
    columns: (input.columns ?? []).map(({ name, width, pinned }) => ({ name, width: width ?? null, pinned: pinned ?? false })),
    groupBy: (input.groupBy ?? []).map(({ column, except }) => ({ column, except: except ?? [] })),
    measures: input.measures ?? [],
    orderBy: input.orderBy ?? [],
    display: givenDisplay(input.display, `${field}.display`),
  };
  checkQuery(state.query, `${field}.query`);
  checkColumns(
    state.columns.map(({ name }) => name),
    `${field}.columns`,
  );
  checkColumns(state.measures, `${field}.measures`);
  checkColumns(
    state.orderBy.map(({ column }) => column),
    `${field}.orderBy`,
  );
  if (state.groupBy.length > 0) checkGroupBy(state.groupBy, `${field}.groupBy`);
  const wide = state.columns.findIndex(({ width }) => width !== null && (width < 1 || width > WIDEST));
  if (wide >= 0)
    throw invalidInput(`A column is 1 to ${WIDEST} pixels wide, got ${state.columns[wide]!.width}`, `${field}.columns.${wide}.width`);
  const { length } = JSON.stringify(state);
  if (length > LONGEST) throw invalidInput(`A view has at most ${LONGEST} characters of JSON, got ${length}`, field);
  return state;
}

function givenDisplay(value: unknown, field: string): Readonly<Record<string, unknown>> {
  if (value == null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw invalidInput('display is a JSON object', field);
  if (JSON.stringify(value).includes('\\u0000')) throw invalidInput('display holds a NUL character, which PostgreSQL cannot store', field);
  return value as Readonly<Record<string, unknown>>;
}
