import { AppError, invalidInput } from '../../../../errors.ts';
import { FilterError } from '../language.ts';
import { tokenize } from '../tokens.ts';
import { type Column, columnAt } from './column.ts';

const MOST_COLUMNS = 1_000;

/** The column of a name, such as `params.training.epochs`. Throws `INVALID_INPUT`. */
export function givenColumn(name: string, field: string): Column {
  try {
    const tokens = tokenize(name, (message, position) => new FilterError(message, position));
    const parts: string[] = [];
    // Names with a point between each two, and the end.
    for (let at = 0; at < tokens.length; at += 2) {
      const [part, after] = [tokens[at]!, tokens[at + 1]];
      if (part.kind === 'sign' || part.kind === 'end' || !after) throw new FilterError('expected a name', part.position);
      parts.push(part.text);
      if (after.kind === 'end') break;
      if (after.kind !== 'sign' || after.text !== '.') throw new FilterError('expected "." or the end of the name', after.position);
    }
    const column = columnAt(parts);
    if (typeof column !== 'string') return column;
    throw new FilterError(column, 0);
  } catch (error) {
    if (error instanceof FilterError)
      throw new AppError('INVALID_INPUT', `${JSON.stringify(name)}: ${error.message}`, { fields: [field], position: error.position });
    throw error;
  }
}

/** The columns of names. */
export function givenColumns(names: readonly string[], field: string): Column[] {
  if (names.length > MOST_COLUMNS)
    throw invalidInput(`At most ${MOST_COLUMNS} columns can be asked for at once, got ${names.length}`, field);
  return names.map((name, index) => givenColumn(name, `${field}.${index}`));
}
