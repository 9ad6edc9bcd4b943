// What groups are called: by what tells them apart, and not by what all of them share.
import { number } from '../../lib/format.ts';
import { flatten, valueText } from '../../lib/json.ts';
import type { Group } from './items.ts';

const most = 5;

/** A label for each group. A group of all params is called by those that differ between these groups. */
export function groupLabels(groups: readonly Pick<Group, 'key' | 'label'>[]): string[] {
  const parts = groups.map((group) => (group.key as unknown[]).map((part) => (isObject(part) ? new Map(flatten(part)) : part)));
  const differing = new Set<string>();
  const seen = new Map<string, string>();
  for (const key of parts)
    for (const part of key)
      if (part instanceof Map)
        for (const [path, value] of part) {
          const text = JSON.stringify(value);
          if (seen.has(path) && seen.get(path) !== text) differing.add(path);
          seen.set(path, text);
        }
  // A param that only some have tells them apart as well.
  for (const path of seen.keys()) if (parts.some((key) => key.some((part) => part instanceof Map && !part.has(path)))) differing.add(path);
  return groups.map((group, index) => {
    if (!parts[index]!.some((part) => part instanceof Map)) return group.label;
    return parts[index]!.map((part) => (part instanceof Map ? wordsOf(part, differing) : valueText(part)))
      .filter(Boolean)
      .join(' · ');
  });
}

function wordsOf(params: ReadonlyMap<string, unknown>, differing: ReadonlySet<string>): string {
  const told = [...params].filter(([path]) => differing.has(path));
  const shown = (told.length > 0 ? told : [...params]).slice(0, most);
  const text = shown
    .map(([path, value]) => `${path.split('.').at(-1)} ${typeof value === 'number' ? number(value, 3) : valueText(value)}`)
    .join(', ');
  return told.length > most ? `${text} …` : text;
}

function isObject(value: unknown): value is object {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
