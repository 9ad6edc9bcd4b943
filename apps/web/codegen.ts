// Typed documents, one generated file per feature, so that a page loads only the operations it sends.
import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { CodegenConfig } from '@graphql-codegen/cli';

const root = import.meta.dirname;
const schema = join(root, '..', '..', 'schema.graphql');
const scalars = {
  DateTime: 'string',
  JSON: 'any',
  F64s: 'string',
  F32s: 'string',
  I32s: 'string',
  U8s: 'string',
  Float64: 'number | string',
};
const config = { scalars, useTypeImports: true, enumsAsTypes: true, enumType: 'string-literal', skipTypename: true, dedupeFragments: true };
const features = [...new Set(globSync('src/features/*/*.graphql', { cwd: root }).map((file) => basename(dirname(file))))];

export default {
  schema,
  generates: Object.fromEntries([
    [join(root, 'src', 'generated', 'input-defaults.ts'), { plugins: [{ [join(root, 'codegen-defaults.ts')]: {} }] }],
    ...features.map((feature) => [
      join(root, 'src', 'generated', `${feature}.ts`),
      {
        documents: join(root, 'src', 'features', feature, '*.graphql'),
        plugins: ['typescript-operations', { [join(root, 'codegen-documents.ts')]: {} }],
        config,
      },
    ]),
  ]),
} satisfies CodegenConfig;
