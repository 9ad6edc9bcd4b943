interface NamedValue {
  readonly name: string;
  readonly value?: number | null;
}

/** Names of the metrics that both know and that differ by more than the order of a sum explains. */
export function differingMetrics(shown: Readonly<Record<string, number>>, found: readonly NamedValue[]): string[] {
  return found.flatMap(({ name, value }) => {
    const own = shown[name];
    if (own === undefined) return [];
    const other = value ?? Number.NaN;
    if (!Number.isFinite(own) && !Number.isFinite(other)) return [];
    return Math.abs(own - other) <= 1e-9 * Math.max(1, Math.abs(own)) ? [] : [name];
  });
}
