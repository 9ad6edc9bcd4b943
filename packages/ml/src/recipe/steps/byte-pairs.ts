/**
 * Joining frequent neighbours (Gage, "A new algorithm for data compression", 1994; Sennrich, Haddow and Birch, "Neural
 * machine translation of rare words with subword units", 2016), over characters rather than bytes.
 */
type Merge = readonly [string, string];

/** Texts whose pairs are counted: enough for frequent pairs, and memory stays bounded. */
const MAX_CHARACTERS = 2_000_000;
const SEPARATOR = '\u0000';

/** The merges, in order, until the vocabulary is full or no pair occurs more often than `minCount`. */
export function learnMerges(texts: Iterable<string[]>, vocabulary: number, minCount: number): Merge[] {
  const corpus: string[][] = [];
  let characters = 0;
  const known = new Set<string>();
  for (const text of texts) {
    if (characters + text.length > MAX_CHARACTERS) break;
    characters += text.length;
    corpus.push(text);
    for (const character of text) known.add(character);
  }
  const merges: Merge[] = [];
  while (known.size + 2 < vocabulary) {
    const best = mostFrequentPair(corpus);
    if (best === undefined || best.count < Math.max(2, minCount)) break;
    merges.push(best.pair);
    known.add(best.pair.join(''));
    corpus.forEach((text, index) => (corpus[index] = joinPair(text, best.pair)));
  }
  return merges;
}

/** Applies the merges in the order in which they were learned. */
export function applyMerges(characters: string[], merges: readonly Merge[]): string[] {
  let tokens = characters;
  for (const pair of merges) if (tokens.includes(pair[0])) tokens = joinPair(tokens, pair);
  return tokens;
}

function mostFrequentPair(corpus: readonly string[][]): { pair: Merge; count: number } | undefined {
  const counts = new Map<string, number>();
  for (const text of corpus) {
    for (let index = 1; index < text.length; index++) {
      const key = text[index - 1] + SEPARATOR + text[index];
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  let best: [string, number] | undefined;
  for (const entry of counts) if (best === undefined || entry[1] > best[1] || (entry[1] === best[1] && entry[0] < best[0])) best = entry;
  if (best === undefined) return undefined;
  const [left, right] = best[0].split(SEPARATOR);
  return { pair: [left, right], count: best[1] };
}

function joinPair(text: readonly string[], [left, right]: Merge): string[] {
  const joined: string[] = [];
  for (let index = 0; index < text.length; index++) {
    if (text[index] === left && text[index + 1] === right) joined.push(left + text[++index]);
    else joined.push(text[index]);
  }
  return joined;
}
