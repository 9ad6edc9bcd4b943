/** Leaves of nested JSON with their dotted paths, in order; lists count as leaves. */
export function flatten(value: unknown, path = ''): [string, unknown][] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return path ? [[path, value]] : [];
  return Object.entries(value).flatMap(([name, inner]) => flatten(inner, path ? `${path}.${name}` : name));
}

/** The value at a dotted path, or undefined. */
export function valueAtPath(value: unknown, path: string): unknown {
  let inner = value;
  for (const name of path.split('.')) {
    if (inner === null || typeof inner !== 'object') return undefined;
    inner = (inner as Record<string, unknown>)[name];
  }
  return inner;
}

/** A value on one line, as a person writes it. */
export function valueText(value: unknown): string {
  if (value === undefined || value === null) return '–';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(valueText).join(', ');
  if (typeof value === 'object') return JSON.stringify(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}

/**
 * JSON laid out with two spaces a level. Its numbers stay as they were written (1e400, 0.10, integers beyond 2⁵³), which reading and writing it
 * again would not keep. What is no JSON comes back as it is.
 */
export function indentedJson(text: string): string {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  let depth = 0;
  let out = '';
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{[]\s*[}\]]|[{}[\],:]|[^\s{}[\],:"]+/g)) {
    if (token === '{' || token === '[') out += `${token}\n${'  '.repeat((depth += 1))}`;
    else if (token === '}' || token === ']') out += `\n${'  '.repeat((depth -= 1))}${token}`;
    else if (token === ',') out += `,\n${'  '.repeat(depth)}`;
    else if (token === ':') out += ': ';
    else out += token.length > 1 && (token.startsWith('{') || token.startsWith('[')) ? token[0]! + token.at(-1)! : token;
  }
  return out;
}
