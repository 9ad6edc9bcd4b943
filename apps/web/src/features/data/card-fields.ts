/** What a card answers beside its description, with the question in words. */
export const cardFields = [
  ['licence', 'Licence', 'Under which terms may the works be used?'],
  ['consent', 'Consent', 'Did the makers agree, and how?'],
  ['source', 'Source', 'Where do they come from?'],
  ['sensitive', 'Sensitive information', 'Names, faces, health, beliefs: what is in them?'],
] as const;

/** The label of a field of the card. */
export function cardLabel(field: string): string {
  return cardFields.find(([name]) => name === field)?.[1] ?? 'Description';
}
