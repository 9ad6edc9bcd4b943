/** Reads zip archives that anybody may have made: no member leaves its folder, lies about its size or overlaps another. */
import { createWriteStream } from 'node:fs';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { DataError } from './data-error.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';

export interface ZipArchive {
  /** Files only, in the order of the archive. */
  readonly members: readonly ZipMember[];
  /** The bytes of a member, at most `maxBytes` of them. */
  read(member: ZipMember, maxBytes: number): Promise<Buffer<ArrayBuffer>>;
  /** Unpacks a member to a file that does not exist yet. */
  extract(member: ZipMember, path: string): Promise<void>;
  close(): void;
}

export interface ZipMember {
  /** With forward slashes, relative, without `..`. */
  readonly name: string;
  /** As declared; what comes out is counted. */
  readonly bytes: number;
}

const LOCAL_HEADER_BYTES = 30;
const FILE_TYPE_MASK = 0o170000;
const REGULAR_FILE = 0o100000;

/** Opens an archive and reads its directory. Throws a `DataError` that names the member at fault. */
export async function openZip(path: string, name = path, limits: Limits = DEFAULT_LIMITS): Promise<ZipArchive> {
  const zip = await openPromise(path, { autoClose: false, validateEntrySizes: true }).catch((error: unknown) => {
    throw unreadable(name, error);
  });
  try {
    const entries = await readDirectory(zip, name, limits);
    return archiveOver(zip, entries, name, limits);
  } catch (error) {
    zip.close();
    throw error instanceof DataError ? error : unreadable(name, error);
  }
}

async function readDirectory(zip: ZipFile, name: string, limits: Limits): Promise<Map<string, Entry>> {
  const refuse = (member: string, expected: string): never => {
    throw new DataError(`${name}, member ${JSON.stringify(member.slice(0, 200))}: ${expected}`, { file: name, member });
  };
  if (zip.entryCount > limits.archiveMembers)
    throw new DataError(`${name}: expected at most ${limits.archiveMembers} members, found ${zip.entryCount}`, { file: name });
  const files = new Map<string, Entry>();
  const all: Entry[] = [];
  for await (const entry of entriesOf(zip)) {
    all.push(entry);
    if (entry.fileName.endsWith('/')) continue;
    const mode = (entry.externalFileAttributes >>> 16) & FILE_TYPE_MASK;
    if (mode !== 0 && mode !== REGULAR_FILE) refuse(entry.fileName, 'expected a file, found a link or a device');
    if (entry.isEncrypted()) refuse(entry.fileName, 'expected a member that is not encrypted');
    if (!entry.canDecodeFileData())
      refuse(entry.fileName, `expected a member stored or deflated, found compression method ${entry.compressionMethod}`);
    if (files.has(entry.fileName)) refuse(entry.fileName, 'expected each name once, found it twice');
    files.set(entry.fileName, entry);
  }
  refuseOverlaps(all, refuse);
  return files;
}

/** Members that share bytes are how a small archive unpacks to petabytes (Fifield, "A better zip bomb", WOOT 2019). */
function refuseOverlaps(entries: Entry[], refuse: (member: string, expected: string) => never): void {
  entries.sort((one, other) => one.relativeOffsetOfLocalHeader - other.relativeOffsetOfLocalHeader);
  let end = 0;
  for (const entry of entries) {
    if (entry.relativeOffsetOfLocalHeader < end) refuse(entry.fileName, 'expected bytes of its own, found some of another member');
    end = entry.relativeOffsetOfLocalHeader + LOCAL_HEADER_BYTES + entry.compressedSize;
  }
}

function archiveOver(zip: ZipFile, entries: Map<string, Entry>, name: string, limits: Limits): ZipArchive {
  let unpacked = 0;

  /** Stops at the first byte too many and checks the checksum at the end. */
  function counted(entry: Entry, maxBytes: number): Transform {
    let bytes = 0;
    let checksum = 0;
    const place = { file: name, member: entry.fileName };
    return new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        unpacked += chunk.length;
        checksum = crc32(chunk, checksum);
        if (bytes > maxBytes)
          return done(new DataError(`${name}, member ${entry.fileName}: expected at most ${maxBytes} bytes, found more`, place));
        if (unpacked > limits.archiveBytes)
          return done(new DataError(`${name}: expected at most ${limits.archiveBytes} bytes unpacked, found more`, place));
        done(null, chunk);
      },
      flush(done) {
        if (checksum === entry.crc32) return done();
        done(
          new DataError(
            `${name}, member ${entry.fileName}: expected checksum ${hex(entry.crc32)}, found ${hex(checksum)}: the archive is damaged`,
            place,
          ),
        );
      },
    });
  }

  async function streamOf(member: ZipMember): Promise<{ entry: Entry; stream: Readable }> {
    const entry = entries.get(member.name);
    if (entry === undefined) throw new RangeError(`${name} has no member ${member.name}`);
    return { entry, stream: await zip.openReadStreamPromise(entry) };
  }

  async function guarded<Result>(member: ZipMember, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof DataError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new DataError(`${name}, member ${member.name}: expected a readable member, found: ${reason}`, {
        file: name,
        member: member.name,
      });
    }
  }

  return {
    members: Array.from(entries.values(), (entry) => ({ name: entry.fileName, bytes: entry.uncompressedSize })),
    read: (member, maxBytes) =>
      guarded(member, async () => {
        const { entry, stream } = await streamOf(member);
        const chunks: Buffer[] = [];
        await pipeline(stream, counted(entry, maxBytes), async (source: AsyncIterable<Buffer>) => {
          for await (const chunk of source) chunks.push(chunk);
        });
        return Buffer.concat(chunks);
      }),
    extract: (member, path) =>
      guarded(member, async () => {
        const { entry, stream } = await streamOf(member);
        await pipeline(stream, counted(entry, Number.POSITIVE_INFINITY), createWriteStream(path, { flags: 'wx' }));
      }),
    close: () => zip.close(),
  };
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  yield* zip.eachEntry();
}

function unreadable(name: string, error: unknown): DataError {
  const reason = error instanceof Error ? error.message : String(error);
  return new DataError(`${name}: expected a zip archive, found: ${reason}`, { file: name });
}

function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0');
}
