/** Several tables about the same samples, joined by id into one. */
import { DataError } from '../../formats/data-error.ts';
import type { Limits } from '../../formats/limits.ts';
import type { TextRecord, TextTable } from '../../formats/text-table.ts';
import { idColumnOf } from './columns.ts';
import type { ColumnOptions } from './options.ts';

/**
 * The first table with `samples` rows leads (the first of all when nothing else says how many samples there are): each of the others adds
 * the columns that are new, by id, and must know every id of the leading one. The others are held in memory.
 */
export async function joinTables(
  tables: readonly TextTable[],
  samples: number | undefined,
  options: ColumnOptions,
  limits: Limits,
): Promise<TextTable | undefined> {
  if (tables.length < 2) return tables[0];
  const counts = await Promise.all(tables.map((table) => countRows(table, limits)));
  const leading = Math.max(0, counts.indexOf(samples ?? counts[0]));
  const lead = tables[leading];
  const keyOf = keyReader(lead, options);
  const additions: Addition[] = [];
  const columns = [...lead.columns];
  for (const table of tables) {
    if (table === lead) continue;
    const addition = await readAddition(table, columns, options);
    additions.push(addition);
    columns.push(...addition.columns);
  }

  async function* records(): AsyncGenerator<TextRecord> {
    for await (const record of lead.records()) {
      const key = keyOf(record);
      const added = additions.flatMap(({ name, rows }) => {
        const values = rows.get(key);
        if (values !== undefined) return values;
        throw new DataError(`${name}: expected a row with the id ${JSON.stringify(key)} of ${lead.name}, found none`, {
          file: name,
          member: key,
        });
      });
      yield { line: record.line, values: [...record.values, ...added] };
    }
  }
  return { name: lead.name, columns, records };
}

interface Addition {
  readonly name: string;
  readonly columns: readonly string[];
  /** By id: the values of `columns`. */
  readonly rows: ReadonlyMap<string, readonly string[]>;
}

async function readAddition(table: TextTable, known: readonly string[], options: ColumnOptions): Promise<Addition> {
  const keyOf = keyReader(table, options);
  const added = table.columns.map((_, index) => index).filter((index) => !known.includes(table.columns[index]));
  const rows = new Map<string, readonly string[]>();
  for await (const record of table.records()) {
    const key = keyOf(record);
    if (rows.has(key))
      throw new DataError(`${table.name}, line ${record.line}: expected each id once, found ${JSON.stringify(key)} twice`, {
        file: table.name,
        row: record.line,
      });
    rows.set(
      key,
      added.map((index) => record.values[index]),
    );
  }
  return { name: table.name, columns: added.map((index) => table.columns[index]), rows };
}

function keyReader(table: TextTable, options: ColumnOptions): (record: TextRecord) => string {
  const column = idColumnOf(table.columns, options);
  if (column === undefined)
    throw new DataError(
      `${table.name}: expected an id column to join the tables by (id, sample_id, …), found the columns ${table.columns.slice(0, 40).join(', ')}`,
      { file: table.name },
    );
  const at = table.columns.indexOf(column);
  return ({ values }) => values[at];
}

async function countRows(table: TextTable, limits: Limits): Promise<number> {
  let rows = 0;
  for await (const _ of table.records())
    if (++rows > limits.samples)
      throw new DataError(`${table.name}: expected at most ${limits.samples} rows, found more`, { file: table.name });
  return rows;
}
