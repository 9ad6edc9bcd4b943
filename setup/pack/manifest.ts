// What package.json says once the package is compiled. Here it points at the sources, which Node runs as they stand; but Node strips no
// types under node_modules, so whoever installs a package gets JavaScript.

export type Manifest = {
  name: string;
  version: string;
  private?: boolean;
  exports?: unknown;
  imports?: unknown;
  bin?: unknown;
  dependencies?: Record<string, string>;
  engines?: Record<string, string>;
  [field: string]: unknown;
};

/** The manifest of the tarball: every `./src/….ts` has become `./dist/….js`, dependencies travel along, and it may be published. */
export function publishedManifest({ private: _private, devDependencies: _dev, scripts: _scripts, ...manifest }: Manifest): Manifest {
  const published: Manifest = { ...manifest, engines: { node: '>=20' }, files: ['dist'] };
  for (const field of ['exports', 'imports', 'bin'] as const)
    if (manifest[field] !== undefined) published[field] = compiled(manifest[field], field !== 'bin');
  const bundled = Object.keys(manifest.dependencies ?? {});
  return bundled.length === 0 ? published : { ...published, bundleDependencies: bundled };
}

/** Paths inside conditions and subpaths too. Where types are looked for, a path is given with its declarations. */
function compiled(target: unknown, withTypes: boolean): unknown {
  if (typeof target === 'string') {
    const source = /^\.\/src\/(.+)\.ts$/.exec(target);
    if (source === null) return target;
    const path = `./dist/${source[1]}`;
    return withTypes ? { types: `${path}.d.ts`, default: `${path}.js` } : `${path}.js`;
  }
  if (target === null || typeof target !== 'object' || Array.isArray(target)) return target;
  return Object.fromEntries(Object.entries(target).map(([key, inner]) => [key, compiled(inner, withTypes)]));
}
