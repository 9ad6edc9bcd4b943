// Puts the policy table in front of every field of a schema. What the table does not name is refused, and a schema that it does not cover is not served.
import {
  defaultFieldResolver,
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { admit, admitToEdge } from './admit.ts';
import type { Context } from './context.ts';
import { isModel } from './db/models.ts';
import { POLICY, type Rule } from './policy.ts';

const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);

/** The schema's root fields and edges, as `Type.field`: everything that must have a line in the policy table. */
export function guardedFields(schema: GraphQLSchema): string[] {
  return objectTypes(schema).flatMap((type) =>
    Object.values(type.getFields())
      .filter((field) => ROOTS.has(type.name) || isEdge(type, field))
      .map((field) => `${type.name}.${field.name}`),
  );
}

/** Guards every root field and edge by its rule. Throws when one has none. */
export function enforce(schema: GraphQLSchema, policy: Readonly<Record<string, Rule>> = POLICY): GraphQLSchema {
  const guarded = new Set(guardedFields(schema));
  const gaps = [...guarded].filter((name) => !Object.hasOwn(policy, name));
  if (gaps.length > 0) throw new Error(`The policy table has no line for ${gaps.join(', ')}. Say in policy.ts who may use them.`);
  for (const type of objectTypes(schema)) {
    for (const field of Object.values(type.getFields())) {
      const rule = policy[`${type.name}.${field.name}`];
      if (rule && guarded.has(`${type.name}.${field.name}`)) guardField(type.name, field, rule);
    }
  }
  return schema;
}

function guardField(parent: string, field: GraphQLField<unknown, Context>, rule: Rule): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  if (rule.who === 'edge') {
    field.resolve = (source, args, context, info) => {
      admitToEdge(rule, context, parent, source);
      return resolve(source, args, context, info);
    };
  } else if (parent === 'Subscription') {
    const { subscribe } = field;
    if (!subscribe) throw new Error(`Subscription.${field.name} has nothing to subscribe to`);
    field.subscribe = async (source, args, context, info) => subscribe(source, args, await admit(rule, context, args), info);
    field.resolve = (source, args, context, info) => resolve(source, args, context, info);
  } else {
    field.resolve = async (source, args, context, info) => resolve(source, args, await admit(rule, context, args), info);
  }
}

// What has a row of its own, or an id of its own: to get from one to another is to cross an edge.
function isEdge(parent: GraphQLObjectType, field: GraphQLField<unknown, unknown>): boolean {
  if (isPaging(parent)) return false;
  const type = getNamedType(field.type);
  if (isInterfaceType(type) || isUnionType(type)) return true;
  return isObjectType(type) && (isEntity(type) || (isPaging(type) && isEntity(nodeOf(type))));
}

function isEntity(type: GraphQLObjectType | undefined): boolean {
  return type !== undefined && (isModel(type.name) || type.getInterfaces().some(({ name }) => name === 'Node'));
}

// A connection or its edge: the way to it was guarded, and from there to the nodes is no further way.
function isPaging(type: GraphQLObjectType): boolean {
  return type.name.endsWith('Connection') || type.name.endsWith('Edge');
}

function nodeOf(connection: GraphQLObjectType): GraphQLObjectType | undefined {
  const field = connection.getFields().nodes;
  const type = field && getNamedType(field.type);
  return isObjectType(type) ? type : undefined;
}

function objectTypes(schema: GraphQLSchema): GraphQLObjectType[] {
  return Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && !type.name.startsWith('__')) as GraphQLObjectType[];
}
