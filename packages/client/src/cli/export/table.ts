/** What is exported: columns with their kinds, and values in batches, so that no export has to fit into memory. */
export interface Table {
  readonly columns: readonly Column[];
  /** Each batch: for every column its values, all equally many. Missing is null. */
  readonly batches: AsyncIterable<readonly Values[]>;
}

export interface Column {
  readonly name: string;
  /** Times are milliseconds since 1970. */
  readonly kind: 'text' | 'number' | 'integer' | 'time';
}

export type Values = readonly (string | number | null)[];

/** Takes the batches of a table, one after the other, and is told when there are no more. */
export interface TableWriter {
  write(batch: readonly Values[]): Promise<void>;
  close(): Promise<void>;
}
