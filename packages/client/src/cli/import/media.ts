// Pictures and histograms of an event file, as artifacts of the run.
import type { Run } from '../../run/run.ts';
import { type Bin, endingOf } from './summary-value.ts';
import type { Place } from './tensorboard.ts';

export interface Media {
  /** Keeps pictures at once, each as a file. */
  keepPictures(pictures: readonly Uint8Array[], at: Place): void;
  /** Gathers histograms: those of one tag are one file. */
  keepHistogram(bins: readonly Bin[], at: Place): void;
  /** Keeps what was gathered. */
  finish(): void;
}

/**
 * Takes pictures and histograms for a run: `pictures/<tag>/<step>.png`, and `histograms/<tag>.ndjson` with a line for each step: its time in
 * milliseconds since 1970, and its bins as [left, right, count].
 */
export function mediaOf(run: Run): Media {
  const histograms = new Map<string, string[]>();
  const taken = new Set<string>();

  // The same tag may come twice in a step, and two tags may become one path.
  function free(path: string, ending: string): string {
    let candidate = `${path}.${ending}`;
    for (let number = 2; taken.has(candidate); number++) candidate = `${path}-${number}.${ending}`;
    taken.add(candidate);
    return candidate;
  }

  return {
    keepPictures(pictures, { tag, step }) {
      for (const picture of pictures)
        run.artifact(picture, { name: free(`pictures/${pathOf(tag)}/${step}`, endingOf(picture) ?? 'bin'), kind: 'picture' });
    },
    keepHistogram(bins, { tag, step, time }) {
      const lines = histograms.get(tag) ?? [];
      histograms.set(tag, lines);
      lines.push(JSON.stringify({ step, time, bins }));
    },
    finish() {
      for (const [tag, lines] of histograms) {
        const file = new TextEncoder().encode(`${lines.join('\n')}\n`);
        run.artifact(file, { name: free(`histograms/${pathOf(tag)}`, 'ndjson'), kind: 'histogram' });
      }
      histograms.clear();
    },
  };
}

const LONGEST_PATH = 300;

// Names with / between, none of them empty, "." or "..".
function pathOf(tag: string): string {
  const names = tag.split('/').filter((name) => name !== '' && name !== '.' && name !== '..');
  const path = names.join('/').replaceAll('\0', '').slice(0, LONGEST_PATH).replace(/\/+$/, '');
  // Through bytes, which have no half characters.
  return Buffer.from(path).toString() || 'untitled';
}
