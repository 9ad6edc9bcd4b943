/** The numbers of a figure as a table. */
export interface FigureTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/**
 * A table as CSV (RFC 4180, lines end in \n). A text that a spreadsheet would take for a formula gets an apostrophe before it, as the server's
 * exports do: names of runs come from anybody in the team.
 */
export function csvOf({ columns, rows }: FigureTable): string {
  return [columns, ...rows].map((row) => row.map(cell).join(',')).join('\n');
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const isFormula = /^[=+\-@\t\r]/.test(value) && Number.isNaN(Number(value));
  const text = isFormula ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
