/** Takes the C library and its headers out of a TensorFlow wheel, which is a zip of some 800 MB, without unpacking the rest. */
import { createWriteStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import yauzl from 'yauzl';

const LIBRARIES = /^tensorflow\/(libtensorflow_(?:cc|framework)\.so\.2)$/;
const HEADERS = /^tensorflow\/include\/((?:tensorflow\/c|tensorflow\/core\/platform|tsl|xla\/tsl\/c)\/.*\.h)$/;

/** Writes the libraries to `lib` and the headers to `include` in the folder. Throws when the wheel holds no libraries. */
export async function extractFromWheel(wheel: string, folder: string): Promise<void> {
  const zip = await promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open)(wheel, { lazyEntries: true });
  const openEntry = promisify<yauzl.Entry, NodeJS.ReadableStream>(zip.openReadStream.bind(zip) as never);
  let libraries = 0;
  await new Promise<void>((resolve, reject) => {
    zip.on('end', resolve).on('error', reject);
    zip.on('entry', (entry: yauzl.Entry) => {
      const library = LIBRARIES.exec(entry.fileName)?.[1];
      const header = HEADERS.exec(entry.fileName)?.[1];
      const target = library ? path.join(folder, 'lib', library) : header ? path.join(folder, 'include', header) : null;
      if (!target) return zip.readEntry();
      if (library) libraries++;
      fs.mkdir(path.dirname(target), { recursive: true })
        .then(() => openEntry(entry))
        .then((stream) => pipeline(stream, createWriteStream(target)))
        .then(() => zip.readEntry(), reject);
    });
    zip.readEntry();
  });
  if (libraries !== 2)
    throw new Error(
      `the wheel ${path.basename(wheel)} should hold libtensorflow_cc.so.2 and libtensorflow_framework.so.2, found ${libraries} of them`,
    );
}
