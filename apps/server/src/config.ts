// The only reader of process.env: parsed once at boot, complete and typed from then on.
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const MIB = 2 ** 20;

const environment = z.object({
  DATABASE_URL: z.url({
    protocol: /^postgres(ql)?$/,
    error: 'must be the address of a PostgreSQL database, such as postgresql://user:password@host:5432/atelier',
  }),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(4800),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be the http(s) address that people open' }).optional(),
  ATELIER_DATA: z.string().min(1).default(join(homedir(), '.atelier')),
  ATELIER_DASHBOARD: z.string().min(1).optional(),
  ATELIER_MAX_UPLOAD_MIB: z.coerce.number().positive().default(8192),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export interface Config {
  readonly databaseUrl: string;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** What people open; undefined: the address listened on. */
  readonly publicUrl: string | undefined;
  /** Folder of the file store and of the local agent's key. */
  readonly dataFolder: string;
  /** Folder of the dashboard's static export. */
  readonly dashboardFolder: string;
  readonly maxUploadBytes: number;
  readonly logLevel: string;
  readonly version: string;
}

/** Reads the settings, or throws one line that names each variable at fault. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    throw new Error(
      parsed.error.issues
        .map(({ path, message }) => `${path.join('.')} ${env[String(path[0])] === undefined ? 'is missing: it ' : ''}${message}`)
        .join('; '),
    );
  }
  const values = parsed.data;
  return {
    databaseUrl: values.DATABASE_URL,
    host: values.HOST,
    port: values.PORT,
    publicUrl: values.PUBLIC_URL?.replace(/\/+$/, ''),
    dataFolder: resolve(values.ATELIER_DATA),
    dashboardFolder: resolve(values.ATELIER_DASHBOARD ?? join(import.meta.dirname, '..', '..', 'web', 'out')),
    maxUploadBytes: values.ATELIER_MAX_UPLOAD_MIB * MIB,
    logLevel: values.LOG_LEVEL,
    version: JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')).version,
  };
}
