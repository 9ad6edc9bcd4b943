// What a file is said to be when it is handed out. Decided by its name alone, from a list of what the platform deals in: never by what the
// sender claims, and never anything that a browser would run.
const BY_ENDING: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  gz: 'application/gzip',
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  ndjson: 'application/x-ndjson',
  png: 'image/png',
  tsv: 'text/tab-separated-values',
  txt: 'text/plain',
  webp: 'image/webp',
  zip: 'application/zip',
};

/** The media type of a file by its name; `application/octet-stream` for everything else. */
export function mediaTypeOf(name: string): string {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return (Object.hasOwn(BY_ENDING, ending) && BY_ENDING[ending]) || 'application/octet-stream';
}
