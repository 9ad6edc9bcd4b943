// Ids as the API shows them: base64 of `Type:uuid`, so that one `node` field can find anything.
import { notFound } from './errors.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The id of a row in the API. */
export function encodeId(type: string, id: string): string {
  return Buffer.from(`${type}:${id}`).toString('base64');
}

/** Type and row of an id. An id that was never given out names nothing, so it is `NOT_FOUND`. */
export function decodeId(id: string): { type: string; id: string } {
  const [type, row, ...rest] = Buffer.from(id, 'base64').toString('utf8').split(':');
  if (!type || !row || rest.length > 0 || !UUID.test(row) || encodeId(type, row) !== id) throw notFound('thing');
  return { type, id: row };
}

/** The row of an id that must be of the given type. */
export function rowId(type: string, id: string): string {
  const decoded = decodeId(id);
  if (decoded.type !== type) throw notFound(type);
  return decoded.id;
}

/** Whether a text has the form of a row's id. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
