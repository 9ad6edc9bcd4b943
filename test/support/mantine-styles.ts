/** Which style sheets of Mantine the dashboard needs: those of the components it names, and of what these are made of. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const core = join(root, 'node_modules', '@mantine', 'core');
const always = ['default-css-variables', 'baseline', 'global'];

/** Names of sheets in the order in which the whole sheet of Mantine has them, where later ones win. */
export function neededSheets(): string[] {
  const barrel = readFileSync(join(core, 'esm', 'index.mjs'), 'utf8');
  const fileOf = new Map(
    Array.from(barrel.matchAll(/import \{([^}]*)\} from "(\.[^"]+)"/g)).flatMap(([, names = '', path = '']) =>
      names.split(',').map((name) => [name.trim().split(' as ')[0]!, join(core, 'esm', path)] as const),
    ),
  );
  const seen = new Set<string>();
  const waiting = namedComponents().flatMap((name) => fileOf.get(name) ?? []);
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/from "(\.[^"]+)"/g)) waiting.push(resolve(dirname(file), path));
  }
  const names = [...seen].flatMap((file) =>
    dirname(file)
      .slice(join(core, 'esm').length + 1)
      .split('/'),
  );
  const whole = readFileSync(join(core, 'styles.css'), 'utf8');
  const placeOf = (name: string) =>
    whole.indexOf(/\.m_[0-9a-f]+/.exec(readFileSync(join(core, 'styles', `${name}.css`), 'utf8'))?.[0] ?? '');
  return [
    ...always,
    ...[...new Set(names)].filter((name) => existsSync(join(core, 'styles', `${name}.css`))).sort((a, b) => placeOf(a) - placeOf(b)),
  ];
}

/** Names of sheets as the dashboard imports them. */
export function importedSheets(): string[] {
  const text = readFileSync(join(root, 'apps', 'web', 'src', 'ui', 'mantine-styles.ts'), 'utf8');
  return Array.from(text.matchAll(/'@mantine\/core\/styles\/([^']+)\.css'/g), ([, name = '']) => name);
}

function namedComponents(): string[] {
  const files = globSync('apps/web/src/**/*.{ts,tsx}', { cwd: root });
  const imports = files.flatMap((file) =>
    Array.from(readFileSync(join(root, file), 'utf8').matchAll(/import \{([^}]*)\} from '@mantine\/core'/g), ([, names = '']) => names),
  );
  return [...new Set(imports.flatMap((names) => names.split(',')).map((name) => name.trim()))].filter((name) => /^[A-Z]/.test(name));
}
