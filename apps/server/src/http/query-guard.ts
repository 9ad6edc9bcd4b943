// What a GraphQL request may cost, decided before it is executed, over HTTP and over sockets alike. Written for this server rather than
// taken from a library: it does not match error texts, does not skip `__typename`, and stops counting at the limit.
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  Lexer,
  parse,
  type SelectionSetNode,
  Source,
  type Token,
  TokenKind,
} from 'graphql';
import { invalidInput } from '../errors.ts';

export const LIMITS = {
  characters: 50_000,
  tokens: 4_000,
  depth: 16,
  aliases: 50,
  directives: 50,
  selections: 3_000,
  valueDepth: 100,
} as const;

const DOCUMENTS_KEPT = 500;
const accepted = new Set<string>();

/** Throws `INVALID_INPUT` for a request that is too large in any way. A document with a syntax error passes: GraphQL says best what is wrong with it. */
export function guardRequest(body: unknown): void {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalidInput('A request is one JSON object with a query; several in a list are not taken');
  const { query, variables } = body as { query?: unknown; variables?: unknown };
  if (typeof query === 'string') guardDocument(query);
  guardValue(variables, 0);
}

function guardDocument(query: string): void {
  if (accepted.has(query)) return;
  if (query.length > LIMITS.characters) throw tooMuch('characters');
  if (!countTokens(query)) return;
  let document: DocumentNode;
  try {
    document = parse(query, { noLocation: true });
  } catch (error) {
    if (error instanceof RangeError) throw tooMuch('depth');
    return;
  }
  measure(document);
  accepted.add(query);
  for (const oldest of accepted) {
    if (accepted.size <= DOCUMENTS_KEPT) break;
    accepted.delete(oldest);
  }
}

// False when the text is not made of tokens at all.
function countTokens(query: string): boolean {
  const lexer = new Lexer(new Source(query));
  for (let count = 1; ; count++) {
    if (count > LIMITS.tokens) throw tooMuch('tokens');
    let token: Token;
    try {
      token = lexer.advance();
    } catch {
      return false;
    }
    if (token.kind === TokenKind.EOF) return true;
    // A text may stand in the document too. Half characters GraphQL refuses there itself.
    if (token.kind === TokenKind.STRING && token.value.includes('\0')) throw withNul('query');
  }
}

interface Size {
  readonly selections: number;
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
}

function measure(document: DocumentNode): void {
  const fragments = new Map(
    document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION).map((node) => [node.name.value, node]),
  );
  const known = new Map<FragmentDefinitionNode, Size | 'being measured'>();
  for (const definition of document.definitions) {
    if (!('selectionSet' in definition)) continue;
    const size = sizeOf(definition.selectionSet, 1);
    requireWithin('selections', size.selections);
    requireWithin('depth', size.depth);
    requireWithin('aliases', size.aliases);
    requireWithin('directives', size.directives + (definition.directives?.length ?? 0));
  }

  // A fragment counts every time it is spread, as it is executed every time; it is measured once.
  function sizeOf({ selections }: SelectionSetNode, level: number): Size {
    if (level > LIMITS.depth) throw tooMuch('depth');
    let total: Size = { selections: 0, depth: level, aliases: 0, directives: 0 };
    for (const node of selections) {
      const directives = node.directives?.length ?? 0;
      if (node.kind === Kind.FIELD) {
        total = sum(total, { selections: 1, depth: level, aliases: node.alias ? 1 : 0, directives });
        if (node.selectionSet) total = sum(total, sizeOf(node.selectionSet, level + 1));
      } else {
        total = sum(total, { selections: 0, depth: level, aliases: 0, directives });
        total = sum(total, node.kind === Kind.INLINE_FRAGMENT ? sizeOf(node.selectionSet, level) : sizeOfFragment(node.name.value, level));
      }
      requireWithin('selections', total.selections);
    }
    return total;
  }

  function sizeOfFragment(name: string, level: number): Size {
    const fragment = fragments.get(name);
    if (fragment === undefined) return { selections: 0, depth: level, aliases: 0, directives: 0 };
    const seen = known.get(fragment);
    if (seen === 'being measured') throw invalidInput(`The fragment ${name} contains itself`, 'query');
    if (seen !== undefined) return { ...seen, depth: seen.depth + level - 1 };
    known.set(fragment, 'being measured');
    const size = sizeOf(fragment.selectionSet, 1);
    known.set(fragment, size);
    return { ...size, depth: size.depth + level - 1 };
  }
}

function sum(a: Size, b: Size): Size {
  return {
    selections: a.selections + b.selections,
    depth: Math.max(a.depth, b.depth),
    aliases: a.aliases + b.aliases,
    directives: a.directives + b.directives,
  };
}

function requireWithin(what: keyof typeof LIMITS, count: number): void {
  if (count > LIMITS[what]) throw tooMuch(what);
}

/** Texts that PostgreSQL cannot hold are refused here, once, for every input there is; so is nesting that no honest value has. */
function guardValue(value: unknown, level: number): void {
  if (level > LIMITS.valueDepth) throw invalidInput(`A value is nested at most ${LIMITS.valueDepth} levels deep`, 'variables');
  if (typeof value === 'string') {
    if (value.includes('\0')) throw withNul('variables');
    if (!value.isWellFormed()) throw invalidInput('A text must be well-formed Unicode: it has half of a surrogate pair', 'variables');
  } else if (Array.isArray(value)) {
    for (const entry of value) guardValue(entry, level + 1);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, entry] of Object.entries(value)) {
      guardValue(key, level);
      guardValue(entry, level + 1);
    }
  }
}

function withNul(field: string): Error {
  return invalidInput('A text must not contain the character U+0000', field);
}

function tooMuch(what: keyof typeof LIMITS): Error {
  const unit = what === 'depth' ? 'levels of nesting' : what;
  return invalidInput(`A query has at most ${LIMITS[what]} ${unit}, got more`, 'query');
}
