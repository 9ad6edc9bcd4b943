// Typed documents for the operations that the client sends, from schema.graphql. Run by setup/generate.ts.
import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: 'schema.graphql',
  documents: 'packages/client/src/operations/*.graphql',
  generates: {
    'packages/client/src/operations/generated/operations.ts': {
      plugins: ['typescript-operations', 'typed-document-node'],
      hooks: {
        // The one interface that documents are typed by is our own: the package of it asks every user to install graphql-js.
        beforeOneFileWrite: (_path: string, content: string) =>
          content.replace("from '@graphql-typed-document-node/core'", "from '../document.ts'"),
      },
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
