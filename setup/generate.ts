// Writes the code that is generated from the schemas and not committed, when a schema or a generator has changed since the last time.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const binaries = join(root, 'node_modules', '.bin');

generate({
  what: 'Prisma client',
  from: ['prisma/schema.prisma', 'prisma.config.ts', 'node_modules/prisma/package.json', 'node_modules/@pothos/plugin-prisma/package.json'],
  stamp: 'apps/server/src/db/generated/.stamp',
  command: [join(binaries, 'prisma'), 'generate', '--no-hints'],
  // Generating needs no engine, but Prisma downloads one unless it is told of an executable.
  env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' },
});

generate({
  what: "client's operations",
  from: ['schema.graphql', 'packages/client/codegen.ts', 'packages/client/src/operations/*.graphql'],
  stamp: 'packages/client/src/operations/generated/.stamp',
  command: [join(binaries, 'graphql-codegen-esm'), '--config', 'packages/client/codegen.ts'],
});

generate({
  what: "dashboard's operations",
  from: ['schema.graphql', 'apps/web/codegen*.ts', 'apps/web/src/features/*/*.graphql'],
  stamp: 'apps/web/src/generated/.stamp',
  command: [join(binaries, 'graphql-codegen-esm'), '--config', 'apps/web/codegen.ts'],
});

interface Generation {
  what: string;
  /** Files, or patterns of files, that decide what is generated. */
  from: string[];
  /** File that keeps what it was generated from. */
  stamp: string;
  command: [string, ...string[]];
  env?: Record<string, string>;
}

function generate({ what, from, stamp, command: [program, ...args], env }: Generation): void {
  const stampFile = join(root, stamp);
  const wanted = hashOf(from);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return;
  console.log(`Generating the ${what}…`);
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [program, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  if (status !== 0) {
    console.error(`Generating the ${what} failed${error ? `: ${error.message}` : ''}\n${stdout}${stderr}`);
    process.exit(1);
  }
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, wanted);
}

function hashOf(patterns: string[]): string {
  const hash = createHash('sha256');
  for (const file of globSync(patterns, { cwd: root }).sort())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  return hash.digest('hex');
}
