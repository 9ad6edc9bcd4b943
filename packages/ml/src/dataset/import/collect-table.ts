/** A second pass over a table: names, labels and metadata into memory, texts and features into files. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DataError } from '../../formats/data-error.ts';
import { createNpyWriter } from '../../formats/npy-writer.ts';
import type { TextTable } from '../../formats/text-table.ts';
import type { TableColumn } from '../manifest.ts';
import type { ColumnRoles } from './columns.ts';
import type { RowHashes } from './row-hash.ts';
import { type ColumnSurvey, parseNumber, type TableSurvey } from './survey.ts';
import type { WrittenView } from './write-array.ts';

export interface CollectedTable {
  readonly ids: string[] | undefined;
  /** null where the label is missing. */
  readonly labels: (string | null)[] | undefined;
  readonly metadata: readonly MetadataColumn[];
  readonly views: readonly (WrittenView & { readonly missingByColumn: Readonly<Record<string, number>> })[];
}

export interface MetadataColumn {
  readonly name: string;
  readonly kind: 'number' | 'text';
  readonly values: (string | number | null)[];
}

export interface TableToCollect {
  readonly table: TextTable;
  readonly survey: TableSurvey;
  readonly roles: ColumnRoles;
  readonly isMissing: (text: string) => boolean;
}

export async function collectTable(
  { table, survey, roles, isMissing }: TableToCollect,
  folder: string,
  hashes: RowHashes,
): Promise<CollectedTable> {
  const at = (column: string): number => table.columns.indexOf(column);
  const surveyOf = (column: string): ColumnSurvey => survey.columns[at(column)];
  const ids: string[] = [];
  const labels: (string | null)[] = [];
  const metadata = roles.metadata.map((name) => ({
    name,
    kind: surveyOf(name).isNumeric ? ('number' as const) : ('text' as const),
    values: [] as (string | number | null)[],
  }));
  const features = roles.features.map((name) => featureColumn(surveyOf(name)));
  const text = roles.text === undefined ? undefined : openTextWriter(folder);
  const writer = features.length === 0 ? undefined : createNpyWriter(join(folder, 'table.npy'), 'f8', [features.length]);
  let row = 0;
  let missingTexts = 0;
  const missingByColumn: Record<string, number> = {};
  try {
    for await (const { line, values } of table.records()) {
      if (roles.id !== undefined) ids.push(requireId(values[at(roles.id)], table.name, line, roles.id));
      if (roles.label !== undefined) labels.push(isMissing(values[at(roles.label)]) ? null : values[at(roles.label)]);
      for (const column of metadata) column.values.push(metadataValue(values[at(column.name)], column.kind, isMissing));
      if (text !== undefined) {
        const value = values[at(roles.text as string)];
        if (value === '') missingTexts++;
        hashes.add(row, text.append(value), 0);
      }
      if (writer !== undefined) {
        const numbers = Float64Array.from(features, (feature) => featureValue(feature, values[at(feature.manifest.name)], isMissing));
        numbers.forEach((number, index) => {
          const { name } = features[index].manifest;
          if (Number.isNaN(number)) missingByColumn[name] = (missingByColumn[name] ?? 0) + 1;
        });
        hashes.add(row, new Uint8Array(numbers.buffer), numbers.byteLength);
        writer.append(numbers);
      }
      row++;
    }
    writer?.finish();
    text?.finish(join(folder, 'text.offsets.npy'));
  } catch (error) {
    writer?.abort();
    text?.abort();
    throw error;
  }
  const views: CollectedTable['views'][number][] = [];
  if (text !== undefined) {
    views.push({
      manifest: { name: 'text', modality: 'TEXT', shape: [], file: 'text.utf8', offsets: 'text.offsets.npy' },
      missing: missingTexts,
      missingByColumn: {},
    });
  }
  if (writer !== undefined) {
    const columns = features.map((feature) => feature.manifest);
    views.push({
      manifest: { name: 'table', modality: 'TABULAR', shape: [features.length], dtype: 'f8', file: 'table.npy', columns },
      missing: 0,
      missingByColumn,
    });
  }
  return { ids: roles.id === undefined ? undefined : ids, labels: roles.label === undefined ? undefined : labels, metadata, views };
}

interface Feature {
  readonly manifest: TableColumn;
  readonly codes: ReadonlyMap<string, number> | undefined;
}

function featureColumn(survey: ColumnSurvey): Feature {
  if (survey.isNumeric) return { manifest: { name: survey.name, kind: 'number' }, codes: undefined };
  const categories = [...survey.values].sort();
  return {
    manifest: { name: survey.name, kind: 'category', categories },
    codes: new Map(categories.map((category, code) => [category, code])),
  };
}

function featureValue(feature: Feature, text: string, isMissing: (text: string) => boolean): number {
  if (isMissing(text)) return Number.NaN;
  return (feature.codes === undefined ? parseNumber(text) : feature.codes.get(text)) ?? Number.NaN;
}

function metadataValue(text: string, kind: 'number' | 'text', isMissing: (text: string) => boolean): string | number | null {
  if (isMissing(text)) return null;
  return kind === 'number' ? (parseNumber(text) ?? null) : text;
}

function requireId(id: string, file: string, line: number, column: string): string {
  if (id !== '') return id;
  throw new DataError(`${file}, line ${line}: expected an id in column ${JSON.stringify(column)}, found none`, {
    file,
    row: line,
    member: column,
  });
}

interface TextWriter {
  /** Returns the bytes written. */
  append(text: string): Uint8Array;
  finish(offsetsPath: string): void;
  abort(): void;
}

function openTextWriter(folder: string): TextWriter {
  const descriptor = openSync(join(folder, 'text.utf8'), 'wx');
  const offsets = [0];
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  const flush = (): void => {
    const bytes = Buffer.concat(pending);
    for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
    [pending, pendingBytes] = [[], 0];
  };
  return {
    append(text) {
      const bytes = new TextEncoder().encode(text);
      offsets.push((offsets.at(-1) as number) + bytes.length);
      pending.push(bytes);
      pendingBytes += bytes.length;
      if (pendingBytes > 2 ** 20) flush();
      return bytes;
    },
    finish(offsetsPath) {
      flush();
      closeSync(descriptor);
      const writer = createNpyWriter(offsetsPath, 'f8', []);
      writer.append(Float64Array.from(offsets));
      writer.finish();
    },
    abort: () => closeSync(descriptor),
  };
}
