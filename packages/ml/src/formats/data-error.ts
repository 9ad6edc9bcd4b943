/** Where in the input a fault lies: any of these that is known. */
export interface DataErrorPlace {
  /** The file as the person called it. */
  readonly file?: string;
  /** A member of an archive, or a column of a table. */
  readonly member?: string;
  /** A row, counted from 0 in arrays and from 1 (the header) in text files. */
  readonly row?: number;
}

/**
 * The input, not the program, is at fault. The message names the place, what was expected and what was found, and is
 * meant to be shown to the person as it stands.
 */
export class DataError extends Error {
  readonly place: DataErrorPlace;

  constructor(message: string, place: DataErrorPlace = {}) {
    super(message);
    this.name = 'DataError';
    this.place = place;
  }
}
