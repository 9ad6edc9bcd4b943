// Plugin of the code generator: every operation as the text that is sent, a tenth of what its syntax tree takes in a script. The client reads it when it is first sent.
import {
  concatAST,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  print,
  stripIgnoredCharacters,
  visit,
} from 'graphql';

/** For each operation one typed constant, `RunDocument` for the query `Run`; the fragments it needs come with it. */
export function plugin(_schema: GraphQLSchema, documents: readonly { document?: DocumentNode }[]) {
  const { definitions } = concatAST(documents.flatMap(({ document }) => document ?? []));
  const fragments = new Map(definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])));
  const constants = definitions.flatMap((node) => {
    if (node.kind !== Kind.OPERATION_DEFINITION || !node.name) return [];
    const name = node.name.value;
    const kind = `${node.operation.charAt(0).toUpperCase()}${node.operation.slice(1)}`;
    const text = stripIgnoredCharacters([node, ...fragmentsOf(node, fragments)].map(print).join('\n'));
    return `export const ${name}Document = ${JSON.stringify(text)} as unknown as TypedDocumentNode<${name}${kind}, ${name}${kind}Variables>;`;
  });
  return { prepend: ["import type { TypedDocumentNode } from '@graphql-typed-document-node/core';"], content: constants.join('\n') };
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** The fragments that a definition names, and those that they name in turn. */
function fragmentsOf(node: OperationDefinitionNode | FragmentDefinitionNode, known: Fragments, found = new Set<FragmentDefinitionNode>()) {
  visit(node, {
    FragmentSpread({ name }) {
      const fragment = known.get(name.value);
      if (!fragment || found.has(fragment)) return;
      found.add(fragment);
      fragmentsOf(fragment, known, found);
    },
  });
  return found;
}
