/** A double for PostgreSQL. As text: pg would write −0 as 0. */
export function exact(value: number | null): string | null {
  if (value === null) return null;
  return Object.is(value, -0) ? '-0' : String(value);
}
