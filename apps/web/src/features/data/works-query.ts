// Which works of a version somebody wants to see, in the words of the API.
import type { WorksQueryVariables } from '../../generated/data.ts';

/** Stands for works that have no value in a column. */
export const noValue = '∅';

export interface WorkFilter {
  readonly label: string;
  /** A column and its value; without a value every work passes. */
  readonly column: string;
  readonly value: string;
  readonly search: string;
}

/** What is asked for a filter, but for the page. */
export function worksQuery(version: string, { label, column, value, search }: WorkFilter): Omit<WorksQueryVariables, 'first' | 'offset'> {
  return {
    version,
    label: label || null,
    where: column && value ? { column, value: value === noValue ? null : value } : null,
    search: search || null,
  };
}

/** Where the works that pass a filter are handed out as a table; `url` is where all of them are. */
export function worksCsv(url: string, filter: WorkFilter): string {
  const { label, where, search } = worksQuery('', filter);
  const asked = new URLSearchParams();
  if (label) asked.set('label', label);
  if (where) asked.set('column', where.column);
  if (where?.value != null) asked.set('value', where.value);
  if (search) asked.set('search', search);
  return asked.size > 0 ? `${url}?${asked}` : url;
}
