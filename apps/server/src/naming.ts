// What people call things, and the addresses made from it.
import { invalidInput } from './errors.ts';

const NAME_LIMIT = 100;
const SLUG_LIMIT = 60;
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** A name without the space around it. */
export function givenName(text: string, field = 'name'): string {
  const name = text.trim();
  if (name.length === 0 || name.length > NAME_LIMIT)
    throw invalidInput(`A name has 1 to ${NAME_LIMIT} characters, got ${name.length}`, field);
  return name;
}

/** The part of an address that somebody chose. */
export function givenSlug(text: string, field = 'slug'): string {
  if (text.length > SLUG_LIMIT || !SLUG.test(text)) {
    throw invalidInput(
      `A slug has 1 to ${SLUG_LIMIT} lower-case letters, digits and single hyphens, got ${JSON.stringify(text.slice(0, SLUG_LIMIT))}`,
      field,
    );
  }
  return text;
}

/** The condition of a list that is narrowed to names with this part, in any case; without one, nothing is asked. */
export function nameHas(search: string | null | undefined): { name?: { contains: string; mode: 'insensitive' } } {
  if (search != null && search.length > NAME_LIMIT)
    throw invalidInput(`A search has at most ${NAME_LIMIT} characters, got ${search.length}`, 'search');
  const part = search?.trim();
  // Prisma hands the signs of LIKE on as they are.
  return part ? { name: { contains: part.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' } } : {};
}

/** A part of an address made from a name: `Étude no. 3` gives `etude-no-3`. A name without any Latin letter or digit gives `fallback`. */
export function slugOf(name: string, fallback: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const slug = plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_LIMIT)
    .replace(/^-+|-+$/g, '');
  return slug === '' ? fallback : slug;
}

/** The slug itself, then numbered ones, for when it is taken. */
export function* slugsLike(slug: string): Generator<string> {
  yield slug;
  for (let number = 2; number <= 50; number++) yield `${slug.slice(0, SLUG_LIMIT - 3)}-${number}`;
}
