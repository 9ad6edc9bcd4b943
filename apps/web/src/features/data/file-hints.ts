// What the names and first bytes of chosen files say before anything is sent.

const endings = ['.npy', '.npz', '.zip', '.csv', '.tsv', '.ndjson', '.jsonl', '.json', '.abc'];
const picture = /\.(png|jpe?g|gif|webp|avif|tiff?|bmp)$/i;

/** Why a file cannot be one of a dataset, as far as its name and first bytes tell, so that it need not be sent to find out. */
export async function refusalOf(file: File): Promise<string | undefined> {
  let start: Uint8Array;
  try {
    start = new Uint8Array(await file.slice(0, 6).arrayBuffer());
  } catch {
    return `${file.name} is a folder, or cannot be read. Expected files; a folder of pictures goes into a zip.`;
  }
  if (start.length === 0) return `${file.name} is empty.`;
  if (picture.test(file.name))
    return `${file.name} is a picture by itself. Expected a zip in which each class is a folder of its pictures.`;
  const ending = /\.[^.]+$/.exec(file.name)?.[0].toLowerCase() ?? '';
  const text = String.fromCharCode(...start);
  const isKnown =
    endings.includes(ending) ||
    text === '\x93NUMPY' ||
    text.startsWith('PK') ||
    text.startsWith('\0\0') ||
    /idx\d?(-ubyte)?$/.test(file.name);
  if (isKnown) return undefined;
  return `${file.name} is of no kind that is read here. Expected ${endings.slice(0, -1).join(', ')} or ${endings.at(-1)}, found ${ending || 'a name without an ending'}.`;
}

/** How long the rest takes at the speed so far, in milliseconds; undefined before that can be told. */
export function timeLeft(sinceMs: number, share: number): number | undefined {
  return share > 0 && sinceMs > 1000 ? (sinceMs / share) * (1 - share) : undefined;
}

/** The column names of a CSV or TSV file; none for other files. */
export async function csvColumns(file: File): Promise<string[]> {
  if (!/\.(csv|tsv)$/i.test(file.name)) return [];
  const start = await file.slice(0, 16_384).text();
  const line = start.replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? '';
  const separator = /\.tsv$/i.test(file.name) ? '\t' : ',';
  return line
    .split(separator)
    .map((cell) => cell.trim().replace(/^"|"$/g, ''))
    .filter(Boolean);
}

/** A name to begin with: what the file names share, without endings and words that say nothing. */
export function nameFor(fileNames: readonly string[]): string {
  const names = fileNames.map((name) => name.replace(/(\.[a-z0-9]+)+$/i, ''));
  const first = names[0] ?? '';
  let length = first.length;
  for (const name of names) while (!name.startsWith(first.slice(0, length))) length -= 1;
  const shared = first.slice(0, length).replace(/[-_ .]+$/, '');
  const found = shared.length > 2 ? shared : first;
  return found
    .replace(/[-_]+/g, ' ')
    .replace(/^(images|sequences|labels|data)$/i, '')
    .trim();
}
