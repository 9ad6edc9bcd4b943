import { type GraphQLResolveInfo, Kind, type SelectionNode } from 'graphql';

/** Whether a field of what is asked for is among the selection, in a fragment or not. */
export function asksFor({ fieldNodes, fragments }: GraphQLResolveInfo, name: string): boolean {
  const within = (selections: readonly SelectionNode[]): boolean =>
    selections.some((selection) => {
      if (selection.kind === Kind.FIELD) return selection.name.value === name;
      const set = selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : fragments[selection.name.value]?.selectionSet;
      return set !== undefined && within(set.selections);
    });
  return fieldNodes.some(({ selectionSet }) => selectionSet !== undefined && within(selectionSet.selections));
}
