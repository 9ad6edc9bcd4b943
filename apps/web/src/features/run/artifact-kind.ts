/** How a file can be shown. What is not known is offered for download only. */
export type Shown = 'picture' | 'table' | 'json' | 'text' | 'nothing';

const byEnding: Record<string, Shown> = {
  png: 'picture',
  jpg: 'picture',
  jpeg: 'picture',
  gif: 'picture',
  webp: 'picture',
  csv: 'table',
  tsv: 'table',
  json: 'json',
  geojson: 'json',
  ndjson: 'text',
  jsonl: 'text',
  txt: 'text',
  log: 'text',
  md: 'text',
  yaml: 'text',
  yml: 'text',
  toml: 'text',
  ini: 'text',
  abc: 'text',
  py: 'text',
  ts: 'text',
  js: 'text',
  sh: 'text',
  // Markup is shown as the text that it is, and never as a page.
  html: 'text',
  xml: 'text',
  svg: 'text',
};

/** By the name alone, never by what the sender said of it. */
export function shownAs(path: string): Shown {
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  return Object.hasOwn(byEnding, ending) ? byEnding[ending]! : 'nothing';
}

/** Types that a browser draws without running anything in them. */
export const pictureTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
};
