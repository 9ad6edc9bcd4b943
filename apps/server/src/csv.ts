// Tables as CSV (RFC 4180).

export const CSV_TYPE = 'text/csv; charset=utf-8; header=present';

/** One line with its end. NaN and the infinities by name, nothing for what is not there, lists and objects as JSON. */
export function csvLine(cells: readonly unknown[]): string {
  return `${cells.map(field).join(',')}\r\n`;
}

function field(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return numberText(cell);
  const text = typeof cell === 'string' ? cell : JSON.stringify(cell);
  // A spreadsheet takes what begins so for a formula. OWASP ASVS 1.2.10.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A number so that it can be read again as it was; those that JSON has not go by name. */
export function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
