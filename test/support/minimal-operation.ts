// A root field as a whole operation: every required argument filled in, and of its answer no more than the type.
import {
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';

export interface Operation {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** The smallest operation that uses a root field, with `subject` at the dotted `path` of its arguments. */
export function minimalOperation(
  schema: GraphQLSchema,
  root: 'Query' | 'Mutation' | 'Subscription',
  name: string,
  path: string,
  subject: string,
): Operation {
  const field = { Query: schema.getQueryType(), Mutation: schema.getMutationType(), Subscription: schema.getSubscriptionType() }[
    root
  ]?.getFields()[name];
  if (!field) throw new Error(`There is no ${root}.${name}`);
  const [first, ...rest] = path.split('.');
  const wanted = field.args.filter(
    ({ type, defaultValue, name: arg }) => arg === first || (isNonNullType(type) && defaultValue === undefined),
  );
  const variables = Object.fromEntries(wanted.map(({ name: arg, type }) => [arg, sample(type, arg === first ? rest : undefined, subject)]));
  const declared = wanted.map(({ name: arg, type }) => `$${arg}: ${type}`).join(', ');
  const given = wanted.map(({ name: arg }) => `${arg}: $${arg}`).join(', ');
  const selection = isLeafType(getNamedType(field.type)) ? '' : ' { __typename }';
  return { query: `${root.toLowerCase()}${declared && ` (${declared})`} { ${name}${given && `(${given})`}${selection} }`, variables };
}

// `path`: what is left of the way to the subject; undefined off that way.
function sample(type: GraphQLInputType, path: readonly string[] | undefined, subject: string): unknown {
  if (isNonNullType(type)) return sample(type.ofType, path, subject);
  if (isListType(type)) return [sample(type.ofType, path, subject)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    const wanted = type.isOneOf
      ? fields.slice(0, 1)
      : fields.filter(({ name, type: inner, defaultValue }) => name === path?.[0] || (isNonNullType(inner) && defaultValue === undefined));
    return Object.fromEntries(
      wanted.map(({ name, type: inner }) => [name, sample(inner, name === path?.[0] ? path.slice(1) : undefined, subject)]),
    );
  }
  if (path !== undefined) return subject;
  const examples: Record<string, unknown> = {
    Int: 0,
    Float: 1,
    Float64: 1,
    Boolean: true,
    JSON: {},
    ID: 'none',
    DateTime: '2030-01-01T00:00:00Z',
    F64s: '',
    F32s: '',
    I32s: '',
    U8s: '',
  };
  return type.name in examples ? examples[type.name] : 'x';
}
