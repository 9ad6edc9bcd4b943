// TypeScript sources → ESM JavaScript and declarations, by the project's own compiler.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** Compiles every file of `sources` into `output`. What Node 20 does not have is refused by its types. Throws with the compiler's words. */
export function compile(sources: string, output: string, workFolder: string): void {
  const config = join(workFolder, 'tsconfig.json');
  const options = {
    noEmit: false,
    declaration: true,
    allowImportingTsExtensions: false,
    rewriteRelativeImportExtensions: true,
    target: 'es2022',
    lib: ['es2023', 'dom', 'dom.iterable'],
    typeRoots: [join(root, 'node_modules', '@types')],
    rootDir: sources,
    outDir: output,
  };
  writeFileSync(
    config,
    JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions: options, include: [sources], exclude: [] }),
  );
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', config], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${sources} cannot be compiled for Node 20:\n${stdout}${stderr}`);
  for (const file of readdirSync(output, { recursive: true, encoding: 'utf8' }))
    if (file.endsWith('.d.ts')) renameImports(join(output, file));
}

/** The compiler renames imports in JavaScript only. */
function renameImports(file: string): void {
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/(\bfrom |\bimport\()'(\.\.?\/[^']+)\.ts'/g, "$1'$2.js'"));
}
