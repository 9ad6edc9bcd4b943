/** Brings views, labels and columns together: one row of each is one sample. */
import { DataError } from '../../formats/data-error.ts';
import type { Limits } from '../../formats/limits.ts';
import type { TextTable } from '../../formats/text-table.ts';
import type { Manifest, MetadataManifest } from '../manifest.ts';
import { type CollectedTable, collectTable } from './collect-table.ts';
import { assignColumns, type ColumnRoles } from './columns.ts';
import { joinTable } from './join-table.ts';
import { joinTables } from './join-tables.ts';
import { type LabelSource, type WrittenLabels, writeArrayLabels, writeTextLabels } from './labels.ts';
import { DEFAULT_MISSING, type ImportOptions } from './options.ts';
import { assignRoles, type Roles } from './roles.ts';
import { createRowHashes } from './row-hash.ts';
import { SAMPLES_FILE, writeSamples } from './samples-file.ts';
import type { Sources } from './sources.ts';
import { surveyTable, type TableSurvey } from './survey.ts';
import { type WrittenView, writeArrayView } from './write-array.ts';
import { holdsTunes, writeNotesView } from './write-notes.ts';
import { picturesAsSamples, surveyPictures, writePictureView } from './write-pictures.ts';

export interface Assembled {
  readonly manifest: Omit<Manifest, 'format' | 'version' | 'files'>;
  readonly files: readonly string[];
}

export async function assemble(sources: Sources, folder: string, options: ImportOptions, limits: Limits): Promise<Assembled> {
  const roles = assignRoles(sources, options.views ?? {});
  const isMissing = missingTest(options);
  const table = await openTable(sources, options, limits, isMissing);
  const pictures = sources.pictures.length === 0 ? undefined : picturesAsSamples(sources.pictures);
  const samples = countSamples(sources, roles, table);
  if (samples > limits.samples) throw new DataError(`expected at most ${limits.samples} samples, found ${samples}`);
  const hashes = createRowHashes(samples);

  const views: WrittenView[] = [];
  for (const role of roles.views) views.push(writeArrayView(role, folder, hashes));
  if (pictures !== undefined)
    views.push(await writePictureView(sources.pictures, await surveyPictures(sources.pictures, options, limits), folder, hashes, limits));
  const collected =
    table === undefined
      ? undefined
      : joinTable(await collectTable({ ...table, isMissing }, folder, hashes), table.table.name, pictures?.ids ?? roles.ids);
  views.push(...(collected?.views ?? []));
  const textColumn = table?.roles.text;
  if (table !== undefined && textColumn !== undefined && holdsTunes(table.table, textColumn) && !views.some(isNamedNotes)) {
    const notes = await writeNotesView(table.table, textColumn, folder);
    if (notes !== undefined) views.push(notes);
  }
  if (views.length === 0) throw new DataError('expected pictures, sequences, texts or a table, found only labels or names');

  const ids = collected?.ids ?? roles.ids ?? pictures?.ids ?? Array.from({ length: samples }, (_, row) => String(row));
  refuseRepeatedIds(ids, table?.table.name ?? 'ids');
  const metadata = collected?.metadata ?? [];
  await writeSamples(ids, metadata, folder);
  const labels = writeLabels(roles, folder, options, tableLabels(collected, table?.table.name), pictures?.labels);

  return {
    manifest: {
      samples,
      views: views.map((view) => view.manifest),
      ...(labels === undefined ? {} : { label: labels.manifest }),
      metadata: metadata.map(
        (column): MetadataManifest => ({
          name: column.name,
          kind: column.kind,
          distinct: new Set(column.values.filter((value) => value !== null)).size,
        }),
      ),
      ...(table?.roles.group === undefined ? {} : { groupColumn: table.roles.group }),
      ...(table?.roles.time === undefined ? {} : { timeColumn: table.roles.time }),
      missing: countMissing(views, collected, labels),
      duplicates: hashes.duplicates(),
    },
    files: [
      ...views.flatMap(({ manifest }) => [manifest.file, manifest.lengths, manifest.offsets].filter((file) => file !== undefined)),
      ...(labels === undefined ? [] : [labels.manifest.file]),
      SAMPLES_FILE,
    ],
  };
}

function isNamedNotes({ manifest }: WrittenView): boolean {
  return manifest.name === 'notes';
}

interface OpenTable {
  readonly table: TextTable;
  readonly survey: TableSurvey;
  readonly roles: ColumnRoles;
}

async function openTable(
  sources: Sources,
  options: ImportOptions,
  limits: Limits,
  isMissing: (text: string) => boolean,
): Promise<OpenTable | undefined> {
  const samples = sources.pictures.length > 0 ? sources.pictures.length : sources.arrays[0]?.array.rows;
  const table = await joinTables(sources.tables, samples, options.columns ?? {}, limits);
  if (table === undefined) return undefined;
  const survey = await surveyTable(table, isMissing, limits.samples);
  if (survey.rows === 0) throw new DataError(`${table.name}: expected rows under the header, found none`, { file: table.name });
  const standsAlone = sources.arrays.length === 0 && sources.pictures.length === 0;
  return { table, survey, roles: assignColumns(table.name, survey, options.columns ?? {}, standsAlone) };
}

function missingTest(options: ImportOptions): (text: string) => boolean {
  const texts = new Set(options.missing ?? DEFAULT_MISSING);
  return (text) => text.trim() === '' || texts.has(text);
}

/** Every source must have one row per sample; the message names the two that differ. */
function countSamples(sources: Sources, roles: Roles, table: OpenTable | undefined): number {
  const counts: { name: string; rows: number }[] = roles.views.map(({ source }) => ({ name: source.file, rows: source.array.rows }));
  if (sources.pictures.length > 0) counts.push({ name: `${sources.pictures[0].file} (pictures)`, rows: sources.pictures.length });
  if (roles.labels !== undefined) counts.push({ name: roles.labels.file, rows: roles.labels.array.rows });
  if (roles.labelTexts !== undefined) counts.push({ name: 'labels', rows: roles.labelTexts.length });
  if (roles.ids !== undefined) counts.push({ name: 'ids', rows: roles.ids.length });
  if (table !== undefined) counts.push({ name: table.table.name, rows: table.survey.rows });
  const [first, ...rest] = counts;
  const other = rest.find(({ rows }) => rows !== first.rows);
  if (other !== undefined)
    throw new DataError(
      `expected one row per sample in every file, found ${first.rows} in ${first.name} and ${other.rows} in ${other.name}`,
      { file: other.name },
    );
  return first?.rows ?? 0;
}

function tableLabels(collected: CollectedTable | undefined, file: string | undefined): LabelSource | undefined {
  return collected?.labels === undefined ? undefined : { file: file as string, texts: collected.labels };
}

/** A table's label column says most, then names in an array, then numbers, then the folders of pictures. */
function writeLabels(
  roles: Roles,
  folder: string,
  options: ImportOptions,
  fromTable: LabelSource | undefined,
  folders: readonly string[] | undefined,
): WrittenLabels | undefined {
  if (fromTable !== undefined) return writeTextLabels(fromTable, folder, options);
  if (roles.labelTexts !== undefined) return writeTextLabels({ file: 'labels', texts: roles.labelTexts }, folder, options, roles.classes);
  if (roles.labels !== undefined) return writeArrayLabels(roles.labels.array, roles.labels.file, folder, options, roles.classes);
  if (folders !== undefined) return writeTextLabels({ file: 'class folders', texts: folders }, folder, { task: 'class' });
  return undefined;
}

function refuseRepeatedIds(ids: readonly string[], file: string): void {
  const seen = new Map<string, number>();
  ids.forEach((id, row) => {
    const earlier = seen.get(id);
    if (earlier !== undefined)
      throw new DataError(`${file}, row ${row}: expected each id once, found ${JSON.stringify(id)} in row ${earlier} as well`, {
        file,
        row,
      });
    seen.set(id, row);
  });
}

function countMissing(
  views: readonly WrittenView[],
  collected: CollectedTable | undefined,
  labels: WrittenLabels | undefined,
): Record<string, number> {
  const counts: [string, number][] = [
    ...views.map((view): [string, number] => [view.manifest.name, view.missing]),
    ...(collected?.views ?? []).flatMap((view) => Object.entries(view.missingByColumn)),
    ...(collected?.metadata ?? []).map((column): [string, number] => [column.name, column.values.filter((value) => value === null).length]),
    ['label', labels?.missing ?? 0],
  ];
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}
