/** Bundles for the browser, as the dashboard's own build makes them: tree-shaken and minified. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';

const peersFolder = join(import.meta.dirname, 'peers');

/** Where the peers lie, fetched from the registry when they are not there. Undefined where that is not possible. */
export function peers(): string | undefined {
  const modules = join(peersFolder, 'node_modules');
  if (!existsSync(join(modules, 'echarts')))
    spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: peersFolder, stdio: 'ignore' });
  return existsSync(join(modules, 'echarts')) && existsSync(join(modules, 'plotly.js-dist-min')) ? modules : undefined;
}

interface BundleOptions {
  /** The module to begin at, as text; its imports are found as if it lay in this folder. */
  readonly source: string;
  /** Left out: what a page has loaded already. */
  readonly external?: RegExp;
}

const entry = join(import.meta.dirname, 'entry.ts');

/** One script for a page. Style sheets are left out; the names in their modules stay what they are. */
export async function bundle({ source, external }: BundleOptions): Promise<string> {
  const build = await rolldown({
    input: entry,
    platform: 'browser',
    logLevel: 'silent',
    ...(external && { external }),
    transform: { jsx: { runtime: 'automatic' }, define: { 'process.env.NODE_ENV': '"production"' } },
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? id : /\.css$/.test(id) ? `\0${id}` : undefined),
        load: (id) => {
          if (id === entry) return { code: source, moduleType: 'ts' };
          return id.startsWith('\0') && id.endsWith('.css')
            ? { code: 'export default new Proxy({}, { get: (_, name) => String(name) });', moduleType: 'js' }
            : undefined;
        },
      },
    ],
  });
  try {
    const { output } = await build.generate({ format: external ? 'esm' : 'iife', minify: true, codeSplitting: false });
    return output[0].code;
  } finally {
    await build.close();
  }
}

export function gzipBytes(code: string): number {
  return gzipSync(code, { level: 9 }).length;
}
