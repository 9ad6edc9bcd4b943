// The one builder that every slice registers its types and fields on.
import SchemaBuilder from '@pothos/core';
import DataloaderPlugin from '@pothos/plugin-dataloader';
import PrismaPlugin from '@pothos/plugin-prisma';
import RelayPlugin from '@pothos/plugin-relay';
import type { Context } from './context.ts';
import type PrismaTypes from './db/generated/pothos.ts';
import { getDatamodel } from './db/generated/pothos.ts';
import { decodeId, encodeId } from './ids.ts';
import { DateTime, F32s, F64s, Float64, I32s, Json, U8s } from './scalars.ts';

/** The largest page of any list. */
export const MAX_PAGE = 500;
export const DEFAULT_PAGE = 50;

export const builder = new SchemaBuilder<{
  Context: Context;
  PrismaTypes: PrismaTypes;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: { list: false; items: false };
  DefaultNodeNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    DateTime: { Input: Date; Output: Date | string };
    JSON: { Input: unknown; Output: unknown };
    Float64: { Input: number; Output: number };
    F64s: { Input: Float64Array; Output: Float64Array };
    F32s: { Input: Float32Array; Output: Float32Array };
    I32s: { Input: Int32Array; Output: Int32Array };
    U8s: { Input: Uint8Array; Output: Uint8Array };
  };
}>({
  defaultFieldNullability: false,
  plugins: [RelayPlugin, PrismaPlugin, DataloaderPlugin],
  prisma: {
    client: ({ db }) => db,
    dmmf: getDatamodel(),
    maxConnectionSize: MAX_PAGE,
    defaultConnectionSize: DEFAULT_PAGE,
    filterConnectionTotalCount: true,
  },
  relay: {
    encodeGlobalID: (type, id) => encodeId(type, String(id)),
    decodeGlobalID: (id) => {
      const decoded = decodeId(id);
      return { typename: decoded.type, id: decoded.id };
    },
    cursorType: 'String',
    edgesFieldOptions: { nullable: { list: false, items: false } },
    nodesOnConnection: true,
    nodesFieldOptions: { nullable: { list: false, items: false } },
    nodesQueryOptions: false,
    nodeQueryOptions: {
      description: 'Anything that has an id.',
      args: { id: { description: 'As any type gives it.' } },
    },
  },
});

builder.addScalarType('DateTime', DateTime);
builder.addScalarType('JSON', Json);
builder.addScalarType('Float64', Float64);
builder.addScalarType('F64s', F64s);
builder.addScalarType('F32s', F32s);
builder.addScalarType('I32s', I32s);
builder.addScalarType('U8s', U8s);

builder.queryType({ description: 'What can be asked.' });
builder.mutationType({ description: 'What can be done.' });
