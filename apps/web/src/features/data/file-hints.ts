// What the names and first bytes of chosen files say before anything is sent.

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
