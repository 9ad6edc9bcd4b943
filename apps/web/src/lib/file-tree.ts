export interface FileBranch<File> {
  readonly name: string;
  /** From the root, with / between. */
  readonly path: string;
  readonly folders: readonly FileBranch<File>[];
  readonly files: readonly { readonly name: string; readonly file: File }[];
  /** Files in it and below. */
  readonly count: number;
  readonly sizeBytes: number;
}

/** Files by their paths as folders in folders, names in the order of people: `epoch-2` before `epoch-10`. */
export function fileTree<File>(
  files: readonly File[],
  { pathOf, sizeOf }: { pathOf: (file: File) => string; sizeOf: (file: File) => number },
): FileBranch<File> {
  return branch(
    '',
    '',
    files.map((file) => ({ parts: pathOf(file).split('/'), file })),
  );

  function branch(name: string, path: string, entries: readonly { parts: readonly string[]; file: File }[]): FileBranch<File> {
    const inside = new Map<string, { parts: readonly string[]; file: File }[]>();
    const here: { name: string; file: File }[] = [];
    for (const { parts, file } of entries) {
      const [first = '', ...rest] = parts;
      if (rest.length === 0) here.push({ name: first, file });
      else inside.set(first, [...(inside.get(first) ?? []), { parts: rest, file }]);
    }
    return {
      name,
      path,
      folders: [...inside]
        .sort(([a], [b]) => natural.compare(a, b))
        .map(([folder, list]) => branch(folder, path ? `${path}/${folder}` : folder, list)),
      files: here.sort((a, b) => natural.compare(a.name, b.name)),
      count: entries.length,
      sizeBytes: entries.reduce((sum, { file }) => sum + sizeOf(file), 0),
    };
  }
}

const natural = new Intl.Collator('en', { numeric: true });
