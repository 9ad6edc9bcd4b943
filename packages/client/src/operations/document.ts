/** An operation with the types of its result and variables, which exist for the compiler alone. */
export interface DocumentTypeDecoration<Result, Variables> {
  /** Never set: it carries the types from a document to whoever sends it. */
  __apiType?: (variables: Variables) => Result;
}
