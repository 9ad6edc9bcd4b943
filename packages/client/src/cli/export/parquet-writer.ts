import { fileWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import type { Column, TableWriter, Values } from './table.ts';

const GROUP_ROWS = 100_000;

/** A Parquet file in row groups of 100,000 rows: text as UTF-8, numbers as DOUBLE bit for bit or INT64, times as TIMESTAMP in milliseconds, UTC. */
export function parquetWriter(path: string, columns: readonly Column[]): TableWriter {
  const writer = new ParquetWriter({
    writer: fileWriter(path),
    schema: [{ name: 'table', num_children: columns.length }, ...columns.map(elementOf)],
    createdBy: 'atelier',
  });
  let gathered = columns.map((): (string | number | null)[] => []);

  function writeGroup(): void {
    const columnData = columns.map(({ name, kind }, index) => ({
      name,
      data: gathered[index]!.map((value) => (value === null ? null : typeof value === 'string' ? value : stored(value, kind))),
      // The order of NaN and numbers is nobody’s agreement: without smallest and greatest value no reader leaves rows out by mistake.
      statistics: kind !== 'number',
    }));
    writer.write({ columnData, rowGroupSize: GROUP_ROWS });
    gathered = columns.map(() => []);
  }

  return {
    async write(batch: readonly Values[]) {
      for (const [index, values] of batch.entries()) for (const value of values) gathered[index]!.push(value);
      if ((gathered[0]?.length ?? 0) >= GROUP_ROWS) writeGroup();
    },
    async close() {
      if ((gathered[0]?.length ?? 0) > 0) writeGroup();
      await writer.finish();
    },
  };
}

function elementOf({ name, kind }: Column): SchemaElement {
  if (kind === 'text') return { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' };
  if (kind === 'number') return { name, type: 'DOUBLE', repetition_type: 'OPTIONAL' };
  if (kind === 'integer') return { name, type: 'INT64', repetition_type: 'OPTIONAL' };
  return { name, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS', repetition_type: 'OPTIONAL' };
}

function stored(value: number, kind: Column['kind']): number | bigint | Date | null {
  if (kind === 'time') return Number.isFinite(value) ? new Date(Math.round(value)) : null;
  return kind === 'integer' ? BigInt(value) : value;
}
