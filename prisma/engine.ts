// Prisma's own migration engine, as WebAssembly from the registry: Prisma's command line would download a program for it.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm';
import { migrationAdapter } from './adapter.ts';

export const migrationsFolder = join(import.meta.dirname, 'migrations');
export const schemaFile = join(import.meta.dirname, 'schema.prisma');

/** No table and no enum is looked after by anybody but Prisma. */
export const everything = { externalTables: [], externalEnums: [] };

/** Runs `work` with an engine connected to the database, and lets the connections go. */
export async function withEngine<Result>(databaseUrl: string, work: (engine: SchemaEngine) => Promise<Result>): Promise<Result> {
  const { SchemaEngine } = await loadEngine();
  const adapter = migrationAdapter(databaseUrl);
  try {
    const engine = await SchemaEngine.new({ datamodels: readSchema() }, () => {}, bindMigrationAwareSqlAdapterFactory(adapter.factory));
    try {
      return await work(engine);
    } finally {
      engine.free();
    }
  } finally {
    await adapter.close();
  }
}

/** The schema in the form the engine takes: pairs of path and content. */
export function readSchema(): [string, string][] {
  return [[schemaFile, readFileSync(schemaFile, 'utf8')]];
}

/** The migrations on disk, in Prisma's folder layout. */
export function readMigrations(): MigrationList {
  const names = readdirSync(migrationsFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return {
    baseDir: migrationsFolder,
    lockfile: { path: 'migration_lock.toml', content: readFileSync(join(migrationsFolder, 'migration_lock.toml'), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: names
      .map(({ name }) => name)
      .sort()
      .map((path) => ({
        path,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok', value: readFileSync(join(migrationsFolder, path, 'migration.sql'), 'utf8') },
        },
      })),
  };
}

// Instantiated by hand, because importing a .wasm file prints a warning, and older Nodes of the 24 line cannot do it at all.
// Its glue code holds one instance for the whole process, while a test runner may load this module more than once: a second instance would be mixed up with the first.
const store = globalThis as { atelierSchemaEngine?: Promise<typeof import('@prisma/schema-engine-wasm')> };

function loadEngine(): Promise<typeof import('@prisma/schema-engine-wasm')> {
  store.atelierSchemaEngine ??= instantiate();
  return store.atelierSchemaEngine;
}

async function instantiate(): Promise<typeof import('@prisma/schema-engine-wasm')> {
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: failWith } });
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const file = createRequire(import.meta.url)
    .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    .replace(/\.js$/, '.wasm');
  const { instance } = await WebAssembly.instantiate(readFileSync(file), { './schema_engine_bg.js': withIdleTimers(glue) });
  const { exports } = instance as { exports: { __wbindgen_start(): void } };
  (glue as unknown as { __wbg_set_wasm(exports: object): void }).__wbg_set_wasm(exports);
  exports.__wbindgen_start();
  return glue;
}

// The engine leaves the timer of its lock running; it must not keep the program from ending.
function withIdleTimers(glue: object): object {
  const wrapped = Object.entries(glue).map(([name, imported]) => {
    if (!name.startsWith('__wbg_setTimeout')) return [name, imported];
    return [name, (...input: unknown[]) => (imported as (...input: unknown[]) => NodeJS.Timeout)(...input).unref()];
  });
  return Object.fromEntries(wrapped);
}

function failWith(message: string): never {
  throw new Error(`Prisma's migration engine gave up: ${message}`);
}

// TypeScript knows WebAssembly only together with the browser's types.
declare const WebAssembly: { instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: object }> };
