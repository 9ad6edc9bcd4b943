/** Decodes the pictures of an archive's class folders into one array, a few at a time. */
import { basename, extname, join } from 'node:path';
import { DataError } from '../../formats/data-error.ts';
import type { Limits } from '../../formats/limits.ts';
import { createNpyWriter } from '../../formats/npy-writer.ts';
import { decodePicture, type PictureOptions, pictureSize } from '../../formats/picture.ts';
import type { RowHashes } from './row-hash.ts';
import type { PictureMember } from './sources.ts';
import type { WrittenView } from './write-array.ts';

/** Pictures in memory at once. */
const BATCH = 32;

export interface PictureFormat {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3 | 4;
}

/** Reads every header: the common size, and colour if any picture has it. Throws a `DataError` naming the first that differs. */
export async function surveyPictures(pictures: readonly PictureMember[], options: PictureOptions, limits: Limits): Promise<PictureFormat> {
  let first: { height: number; width: number; name: string } | undefined;
  let colour = false;
  for await (const [picture, bytes] of readAll(pictures, limits)) {
    const name = nameOf(picture);
    const { width, height, channels } = await pictureSize(bytes, name, limits);
    colour ||= channels > 1;
    first ??= { height, width, name };
    if (options.resize === undefined && (width !== first.width || height !== first.height)) {
      throw new DataError(
        `${name}: expected ${first.width} × ${first.height} pixels like ${first.name}, found ${width} × ${height}; say a size to scale all pictures to`,
        { file: picture.file, member: picture.member.name },
      );
    }
  }
  if (first === undefined) throw new RangeError('surveyPictures requires at least one picture');
  const [height, width] = options.resize ?? [first.height, first.width];
  return { height, width, channels: options.channels ?? (colour ? 3 : 1) };
}

export async function writePictureView(
  pictures: readonly PictureMember[],
  format: PictureFormat,
  folder: string,
  hashes: RowHashes,
  limits: Limits,
): Promise<WrittenView> {
  const { height, width, channels } = format;
  const writer = createNpyWriter(join(folder, 'images.npy'), 'u1', [height, width, channels]);
  let row = 0;
  let batch: Promise<Uint8Array>[] = [];
  const flush = async (): Promise<void> => {
    for (const pixels of await Promise.all(batch)) {
      hashes.add(row++, pixels, pixels.length);
      writer.append(pixels);
    }
    batch = [];
  };
  try {
    for await (const [picture, bytes] of readAll(pictures, limits)) {
      const decoded = decodePicture(bytes, nameOf(picture), { resize: [height, width], channels }, limits).then(({ pixels }) => pixels);
      // It is awaited with its batch; until then a failure must not count as nobody's.
      decoded.catch(() => undefined);
      batch.push(decoded);
      if (batch.length === BATCH) await flush();
    }
    await flush();
    writer.finish();
  } catch (error) {
    await Promise.allSettled(batch);
    writer.abort();
    throw error;
  }
  return { manifest: { name: 'images', modality: 'IMAGE', shape: [height, width, channels], dtype: 'u1', file: 'images.npy' }, missing: 0 };
}

/** The folder a picture lies in is its class; the rest of its name is its id, with the folder where names repeat. */
export function picturesAsSamples(pictures: readonly PictureMember[]): { ids: string[]; labels: string[] | undefined } {
  const paths = pictures.map(({ member }) => member.name.slice(0, member.name.length - extname(member.name).length));
  const stems = paths.map((path) => basename(path));
  const ids = new Set(stems).size === stems.length ? stems : paths;
  const folders = paths.map((path) => path.split('/').at(-2));
  const missing = folders.indexOf(undefined);
  if (missing === -1) return { ids, labels: folders as string[] };
  if (folders.every((folder) => folder === undefined)) return { ids, labels: undefined };
  throw new DataError(`${nameOf(pictures[missing])}: expected every picture in the folder of its class, found one outside`, {
    file: pictures[missing].file,
    member: pictures[missing].member.name,
  });
}

async function* readAll(pictures: readonly PictureMember[], limits: Limits): AsyncGenerator<[PictureMember, Buffer<ArrayBuffer>]> {
  for (const picture of pictures) yield [picture, await picture.archive.read(picture.member, limits.pictureBytes)];
}

function nameOf({ file, member }: PictureMember): string {
  return `${file}, member ${member.name}`;
}
