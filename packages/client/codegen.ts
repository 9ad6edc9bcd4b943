// Typed documents for the operations that the client sends, from schema.graphql. Run by setup/generate.ts.
import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: 'schema.graphql',
  documents: 'packages/client/src/operations/*.graphql',
  generates: {
    'packages/client/src/operations/generated/operations.ts': {
      plugins: ['typescript-operations', 'typed-document-node'],
      config: {
        // Plain strings: nothing of graphql-js is needed to send them.
        documentMode: 'string',
        enumsAsTypes: true,
        useTypeImports: true,
        scalars: {
          ID: 'string',
          DateTime: 'string',
          JSON: 'unknown',
          F64s: 'string',
          F32s: 'string',
          I32s: 'string',
          U8s: 'string',
          Float64: "number | 'NaN' | 'Infinity' | '-Infinity'",
        },
      },
    },
  },
};

export default config;
