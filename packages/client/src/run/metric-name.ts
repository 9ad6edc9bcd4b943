const LONGEST = 250;

/** What is wrong with the name of a metric, in words; undefined when the server takes it. */
export function faultOfName(key: string): string | undefined {
  if (key === '') return 'a metric needs a name, got an empty one';
  if (key.length > LONGEST) return `the name of a metric has at most ${LONGEST} characters, got ${key.length}: ${shortName(key)}`;
  // Half of a surrogate pair is no character.
  if (key.includes('\0') || /\p{Surrogate}/u.test(key)) return `the name of a metric must be text, got ${JSON.stringify(shortName(key))}`;
  return undefined;
}

/** A name as it is told in messages. */
export function shortName(key: string): string {
  return key.length > 60 ? `${key.slice(0, 60)}…` : key;
}
