/** What an import may cost. Everything is checked before memory is taken, and real output counts, not what a header claims. */
export interface Limits {
  /** Members of one archive. */
  readonly archiveMembers: number;
  /** Bytes that one archive may unpack to. */
  readonly archiveBytes: number;
  /** Bytes of one encoded picture. */
  readonly pictureBytes: number;
  /** Pixels along one side of a picture: a longer one is a damaged header, and would cost the memory that it claims. */
  readonly pictureSide: number;
  /** Pixels of one picture, all frames together. */
  readonly picturePixels: number;
  /** Columns of a text table. */
  readonly columns: number;
  /** Characters of one record of a text table. */
  readonly recordCharacters: number;
  /** Samples of a dataset. */
  readonly samples: number;
  /** Bytes of all files given that have to be in memory at once: names, labels, vocabularies. */
  readonly sideBytes: number;
}

export const DEFAULT_LIMITS: Limits = {
  archiveMembers: 250_000,
  archiveBytes: 64 * 2 ** 30,
  pictureBytes: 64 * 2 ** 20,
  pictureSide: 32_768,
  picturePixels: 64 * 2 ** 20,
  columns: 10_000,
  recordCharacters: 2 ** 20,
  samples: 20_000_000,
  sideBytes: 512 * 2 ** 20,
};
