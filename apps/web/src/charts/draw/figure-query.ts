import type { DocumentNode } from 'graphql';

/** The operation that brought the numbers, so that others can ask for the same. */
export interface FigureQuery {
  /** A generated document. */
  readonly document: unknown;
  readonly variables: object;
}

/** The operation as text, then its variables: as the playground takes it. */
export async function queryText({ document, variables }: FigureQuery): Promise<string> {
  const { print } = await import('graphql/language/printer.js');
  return `${print(document as DocumentNode)}\n\n# variables\n${JSON.stringify(variables, null, 2)
    .split('\n')
    .map((line) => `# ${line}`)
    .join('\n')}\n`;
}
