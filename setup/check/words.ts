// What no tool looks for: the environment read outside its one place, names that say nothing, and paths of one machine.
import { readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { basename, join } from 'node:path';

export interface Rule {
  /** What is wrong, as a sentence about the file. */
  says: string;
  /** Files it applies to. */
  files: RegExp;
  exceptIn?: RegExp;
  /** What their text must not hold. */
  text: RegExp;
}

const source = /\.(ts|tsx|mjs)$/;

export const textRules: Rule[] = [
  {
    says: 'reads process.env, which only config.ts does',
    files: /^(apps\/(server|agent)|packages\/(ml|metrics))\/.*\.ts$/,
    exceptIn: /^(apps\/(server|agent)\/src\/config|packages\/ml\/native\/build)\.ts$/,
    // What TensorFlow's C++ side reads for itself may be set.
    text: /process\.env\b(?!\.TF_)/,
  },
  {
    says: 'names a folder of one machine',
    files: /./,
    text: /["'`( ](\/work\/|\/home\/\w|\/Users\/\w|\/tmp\/brief)/,
  },
  { says: 'runs one test only', files: /\.test\.tsx?$/, text: /\b(describe|test|it)\.only\(/ },
  { says: 'runs a command through a shell', files: /^(apps|packages)\/.*\.tsx?$/, text: /shell: *true|\bexecSync\(|[^.\w]exec\(/ },
  { says: 'puts markup into a page unescaped', files: /\.tsx$/, text: /dangerouslySetInnerHTML/ },
];

const emptyNames = /^(utils?|helpers?|common|shared|managers?|types|misc)(\.|$)/i;

/** Every breach in the files that git knows or would add, as `file:line: what`. */
export function checkWords(root: string): string | undefined {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
  }).split('\0');
  const breaches = [...new Set(files)]
    .filter((file) => source.test(file) || file.endsWith('.md'))
    .flatMap((file) => {
      const text = read(join(root, file));
      return text === undefined ? [] : [...breachesOfName(file), ...breachesOfText(file, text)];
    });
  return breaches.length === 0 ? undefined : breaches.join('\n');
}

export function breachesOfName(file: string): string[] {
  return file
    .split('/')
    .filter((part) => emptyNames.test(basename(part)))
    .map((part) => `${file}: the name ${part} says nothing`);
}

export function breachesOfText(file: string, text: string): string[] {
  // This file and its test hold what they look for.
  if (/^(test\/)?setup\/(check\/)?words(\.test)?\.ts$/.test(file)) return [];
  const rules = textRules.filter(({ files, exceptIn }) => files.test(file) && !exceptIn?.test(file));
  if (rules.length === 0) return [];
  return text
    .split('\n')
    .flatMap((line, index) => rules.filter(({ text: wrong }) => wrong.test(line)).map(({ says }) => `${file}:${index + 1}: ${says}`));
}

// A file that git lists may have been deleted meanwhile.
function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
