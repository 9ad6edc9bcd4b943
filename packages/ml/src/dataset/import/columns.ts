/** Which column of a table plays which part. */
import { DataError } from '../../formats/data-error.ts';
import type { ColumnOptions } from './options.ts';
import type { ColumnSurvey, TableSurvey } from './survey.ts';

export interface ColumnRoles {
  readonly id: string | undefined;
  readonly label: string | undefined;
  readonly group: string | undefined;
  readonly time: string | undefined;
  readonly text: string | undefined;
  readonly features: readonly string[];
  /** Everything that is neither id, label, text nor feature: kept beside the samples. */
  readonly metadata: readonly string[];
}

const NAMES: Readonly<Record<'id' | 'label' | 'group' | 'time' | 'text', readonly string[]>> = {
  id: ['id', 'sample_id', 'sample', 'uid', 'key'],
  label: ['label', 'class', 'target', 'type', 'category', 'genre', 'style', 'y'],
  group: ['group', 'group_id', 'drawer', 'artist', 'author', 'composer', 'subject', 'speaker', 'user'],
  time: ['time', 'timestamp', 'date', 'datetime', 'created_at'],
  text: ['text', 'abc', 'body', 'content', 'lyrics', 'poem'],
};

/** A text column with more different values than this is no category. */
const MAX_CATEGORIES = 1_000;

/** The column that names the samples, as `assignColumns` finds it. */
export function idColumnOf(columns: readonly string[], options: ColumnOptions): string | undefined {
  if (options.id === null) return undefined;
  if (options.id !== undefined && columns.includes(options.id)) return options.id;
  return NAMES.id.map((name) => columns.find((column) => column.toLowerCase() === name)).find((column) => column !== undefined);
}

/** `standsAlone`: no arrays or pictures came along, so the remaining columns are the view when there is no text. */
export function assignColumns(file: string, survey: TableSurvey, options: ColumnOptions, standsAlone: boolean): ColumnRoles {
  const names = survey.columns.map((column) => column.name);
  const taken = new Set<string>();

  function role(part: keyof typeof NAMES, detect: boolean, fits: (column: string) => boolean = () => true): string | undefined {
    const chosen = options[part];
    if (chosen === null) return undefined;
    if (chosen !== undefined) require(chosen, part);
    const found =
      chosen ??
      (detect
        ? NAMES[part]
            .map((name) => names.find((column) => column.toLowerCase() === name))
            .find((column) => column !== undefined && !taken.has(column) && fits(column))
        : undefined);
    if (found !== undefined) taken.add(found);
    return found;
  }

  function require(column: string, part: string): void {
    if (!names.includes(column))
      throw new DataError(
        `${file}: expected the ${part} column ${JSON.stringify(column)}, found the columns ${names.slice(0, 40).join(', ')}`,
        { file, member: column },
      );
  }

  const surveyOf = (column: string): ColumnSurvey => survey.columns[names.indexOf(column)];
  const id = role('id', true);
  const label = role('label', true);
  const group = role('group', true);
  const time = role('time', true);
  const text = role('text', options.features === undefined, (column) => !surveyOf(column).isNumeric);
  options.features?.forEach((column) => {
    require(column, 'feature');
    if (taken.has(column))
      throw new DataError(`${file}: expected ${JSON.stringify(column)} in one part, found it as a feature and as another`, {
        file,
        member: column,
      });
  });
  const isFeature = (column: string): boolean =>
    !taken.has(column) && !repeatsLabel(column, label) && (surveyOf(column).isNumeric || surveyOf(column).distinct <= MAX_CATEGORIES);
  const features = options.features ?? (standsAlone && text === undefined ? names.filter(isFeature) : []);
  const metadata = names.filter((column) => column !== id && column !== label && column !== text && !features.includes(column));
  return { id, label, group, time, text, features, metadata };
}

/** `label_id` beside `label` is the answer in another form, never an input. */
function repeatsLabel(column: string, label: string | undefined): boolean {
  return label !== undefined && [`${label}_id`, `${label}_name`, `${label}id`, 'row', 'index'].includes(column.toLowerCase());
}
