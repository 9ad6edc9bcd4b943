import { readFileSync } from 'node:fs';
import { isObjectType, isEnumType, isInputObjectType, isScalarType, printSchema } from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../../../apps/server/src/schema.ts';

test('the committed schema.graphql is what the server prints', () => {
  expect(`${printSchema(schema)}\n`).toBe(readFileSync(new URL('../../../schema.graphql', import.meta.url), 'utf8'));
});

test('every type that is not made of paging says what it is', () => {
  const silent = Object.values(schema.getTypeMap())
    .filter((type) => !type.name.startsWith('__') && !/(Connection|Edge|PageInfo|Input)$/.test(type.name))
    .filter((type) => (isObjectType(type) || isEnumType(type) || isInputObjectType(type) || isScalarType(type)) && !type.description)
    .map(({ name }) => name)
    .filter((name) => !['Int', 'Float', 'String', 'Boolean', 'ID'].includes(name));
  expect(silent).toEqual([]);
});
