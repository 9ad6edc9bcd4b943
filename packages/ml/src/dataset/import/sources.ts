/** Opens what was dropped, by content rather than by ending: arrays, names, tables and pictures, out of archives as well. */
import { closeSync, openSync, readSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { ArrayFile } from '../../formats/array-file.ts';
import { DataError } from '../../formats/data-error.ts';
import { openIdx } from '../../formats/idx.ts';
import type { Limits } from '../../formats/limits.ts';
import { npyDtype, openNpy, readNpyStrings } from '../../formats/npy.ts';
import { openTextTable, type TextTable, type TextTableKind } from '../../formats/text-table.ts';
import { openZip, type ZipArchive, type ZipMember } from '../../formats/zip.ts';
import type { InputFile } from './options.ts';
import { readVocabulary } from './vocabulary.ts';

export interface Sources {
  readonly arrays: NamedArray[];
  /** One-dimensional arrays of text: ids, class names. */
  readonly texts: { readonly name: string; readonly file: string; readonly values: readonly string[] }[];
  readonly tables: TextTable[];
  readonly pictures: PictureMember[];
  readonly vocabularies: { readonly name: string; readonly words: readonly string[] }[];
  close(): void;
}

export interface NamedArray {
  /** Without folder and ending: `images`. */
  readonly name: string;
  /** What messages call it: `music.npz, member images.npy`. */
  readonly file: string;
  readonly array: ArrayFile;
}

export interface PictureMember {
  readonly archive: ZipArchive;
  readonly member: ZipMember;
  readonly file: string;
}

const PICTURE_ENDINGS = new Set(['.png', '.jpg', '.jpeg', '.webp', '.gif']);

/** Opens every file; members of archives that are arrays or tables are unpacked into `scratch`. */
export async function openSources(files: readonly InputFile[], scratch: string, limits: Limits): Promise<Sources> {
  const closers: (() => void)[] = [];
  const sources: Sources = {
    arrays: [],
    texts: [],
    tables: [],
    pictures: [],
    vocabularies: [],
    close: () => closers.splice(0).forEach((close) => close()),
  };
  try {
    for (const file of files) await open(file);
  } catch (error) {
    sources.close();
    throw error;
  }
  return sources;

  async function open(file: InputFile, archive?: string): Promise<void> {
    const label = archive === undefined ? file.name : `${archive}, member ${file.name}`;
    const kind = kindOf(file, label, archive !== undefined);
    const stem = basename(file.name, extname(file.name));
    if (kind === 'npy' && npyDtype(file.path, label) === 'U') {
      sources.texts.push({ name: stem, file: label, values: readNpyStrings(file.path, label) });
    } else if (kind === 'npy' || kind === 'idx') {
      const array = kind === 'npy' ? openNpy(file.path, label) : openIdx(file.path, label);
      closers.push(array.close);
      sources.arrays.push({ name: stem, file: label, array });
    } else if (kind === 'zip') {
      await openArchive(file);
    } else if (kind === 'json') {
      sources.vocabularies.push({ name: stem, words: readVocabulary(file.path, label, limits) });
    } else {
      sources.tables.push(await openTextTable(file.path, kind, label, limits));
    }
  }

  async function openArchive(file: InputFile): Promise<void> {
    const archive = await openZip(file.path, file.name, limits);
    closers.push(archive.close);
    for (const member of archive.members) {
      if (isLitter(member.name)) continue;
      if (PICTURE_ENDINGS.has(extname(member.name).toLowerCase())) {
        sources.pictures.push({ archive, member, file: file.name });
        continue;
      }
      // The member's own name never becomes part of a path.
      const path = join(
        scratch,
        `member-${closers.length}-${sources.arrays.length}-${sources.tables.length}-${sources.texts.length}-${sources.vocabularies.length}`,
      );
      await archive.extract(member, path);
      await open({ name: member.name, path }, file.name);
    }
  }
}

type Kind = 'npy' | 'idx' | 'zip' | 'json' | TextTableKind;

function kindOf(file: InputFile, label: string, inArchive: boolean): Kind {
  const start = firstBytes(file.path);
  const ending = extname(file.name).toLowerCase();
  if (start.startsWith('\x93NUMPY') || ending === '.npy') return 'npy';
  if (start.startsWith('PK\x03\x04') || start.startsWith('PK\x05\x06') || ending === '.zip' || ending === '.npz') {
    if (inArchive) throw new DataError(`${label}: expected no archive within an archive`, { file: label });
    return 'zip';
  }
  if (ending === '.csv' || ending === '.tsv' || ending === '.ndjson' || ending === '.json' || ending === '.abc')
    return ending.slice(1) as Kind;
  if (ending === '.jsonl') return 'ndjson';
  if (start.startsWith('\0\0') || /idx\d?(-ubyte)?$/.test(file.name)) return 'idx';
  throw new DataError(
    `${label}: expected .npy, .npz, a zip of pictures in class folders, .csv, .tsv, .ndjson, .abc or IDX, found ${describe(start, ending)}`,
    { file: label },
  );
}

function describe(start: string, ending: string): string {
  if (start === '') return 'an empty file';
  return `${ending === '' ? 'no ending' : ending} and content that begins with ${Buffer.from(start, 'latin1').toString('hex')}`;
}

function firstBytes(path: string): string {
  const descriptor = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(8);
    return bytes.toString('latin1', 0, readSync(descriptor, bytes));
  } finally {
    closeSync(descriptor);
  }
}

/** What desktops leave in archives. */
function isLitter(name: string): boolean {
  return name.startsWith('__MACOSX/') || /(^|\/)(\.|Thumbs\.db$|desktop\.ini$)/i.test(name);
}
