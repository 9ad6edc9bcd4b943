// Plugin of the code generator: the default values of every input type, so that a form never has a second copy of them.
import { type GraphQLSchema, isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql';

/** For each input type with defaults, one constant; and the values of each enum that an input field takes. */
export function plugin(schema: GraphQLSchema): string {
  const defaults: Record<string, Record<string, unknown>> = {};
  const choices: Record<string, readonly string[]> = {};
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isInputObjectType(type)) continue;
    const fields = Object.values(type.getFields());
    const known = fields.filter((field) => field.defaultValue !== undefined);
    if (known.length > 0) defaults[type.name] = Object.fromEntries(known.map((field) => [field.name, field.defaultValue]));
    for (const field of fields) {
      let inner: unknown = field.type;
      while (isNonNullType(inner) || isListType(inner)) inner = inner.ofType;
      if (isEnumType(inner)) choices[inner.name] = inner.getValues().map((value) => value.name);
    }
  }
  return `export const inputDefaults = ${JSON.stringify(defaults, null, 2)} as const;\n\nexport const enumChoices = ${JSON.stringify(choices, null, 2)} as const;\n`;
}
