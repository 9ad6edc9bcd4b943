import { createRequest, type DocumentInput, stringifyDocument } from 'urql';

/** The operation that brought the numbers, so that others can ask for the same. */
export interface FigureQuery {
  /** A generated document. */
  readonly document: DocumentInput;
  readonly variables: object;
}

/** The operation as text, then its variables: as the playground takes it. */
export function queryText({ document, variables }: FigureQuery): string {
  return `${stringifyDocument(createRequest(document, {}).query)}\n\n# variables\n${JSON.stringify(variables, null, 2)
    .split('\n')
    .map((line) => `# ${line}`)
    .join('\n')}\n`;
}
