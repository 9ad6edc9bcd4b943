/** The operation that brought the numbers, so that others can ask for the same. */
export interface FigureQuery {
  /** A generated document. */
  readonly document: unknown;
  readonly variables: object;
}
