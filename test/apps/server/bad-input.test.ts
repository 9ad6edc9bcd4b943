// What anybody may send to the operations that write and list runs: it is refused by a typed error or stored as it came, never a failure of the server.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { openWorld, type Project, upload, type World } from '../../support/world.ts';
import { pack } from '../../support/launches.ts';

let world: World;
let project: Project;
let run: string;
let file: string;
let other: Project;
let sql: pg.Client;
beforeAll(async () => {
  world = await openWorld();
  project = await world.team().project();
  other = await world.team().project();
  run = (await project.owner.query('mutation ($project: ID!) { startRun(input: { project: $project }) { id } }', { project: project.id }))
    .startRun.id;
  file = (await upload(project.owner, project.team, 'a.bin', 'bytes')).id;
  sql = new pg.Client({ connectionString: world.databaseUrl });
  await sql.connect();
});
afterAll(async () => {
  await sql.end();
  await world.close();
});

const OPERATIONS = {
  startRun: 'mutation ($input: StartRunInput!) { startRun(input: $input) { id name tags params reproducibility } }',
  updateRun: 'mutation ($input: UpdateRunInput!) { updateRun(input: $input) { id name note tags backend reproducibility } }',
  finishRun: 'mutation ($input: FinishRunInput!) { finishRun(input: $input) { id reason } }',
  heartbeatRun: 'mutation ($run: ID!, $silenceMs: Int!) { heartbeatRun(run: $run, silenceMs: $silenceMs) }',
  appendMetrics: 'mutation ($input: AppendMetricsInput!) { appendMetrics(input: $input) }',
  logMetrics: 'mutation ($run: ID!, $points: [MetricPointInput!]!) { logMetrics(run: $run, points: $points) }',
  appendLog:
    'mutation ($run: ID!, $writer: String!, $sequence: Int!, $text: String!) { appendLog(run: $run, writer: $writer, sequence: $sequence, text: $text) }',
  attachArtifact: 'mutation ($input: AttachArtifactInput!) { attachArtifact(input: $input) { path kind } }',
  tagRuns: 'mutation ($ids: [ID!]!, $add: [String!], $remove: [String!]) { tagRuns(ids: $ids, add: $add, remove: $remove) }',
  moveRuns: 'mutation ($ids: [ID!]!, $project: ID!) { moveRuns(ids: $ids, project: $project) }',
  archiveRuns: 'mutation ($ids: [ID!]!) { archiveRuns(ids: $ids) }',
  deleteRuns: 'mutation ($ids: [ID!]!) { deleteRuns(ids: $ids) }',
  purgeRuns: 'mutation ($ids: [ID!]!) { purgeRuns(ids: $ids) }',
  artifacts: 'query ($id: ID!, $path: String!) { run(id: $id) { artifactFolder(path: $path) { path } log(after: $path) { text } } }',
  board:
    'query ($team: String!, $slug: String!, $first: Int, $last: Int, $after: String, $before: String, $text: String) { project(team: $team, slug: $slug) { trash(first: $first, last: $last, after: $after, before: $before) { totalCount } runs(first: $first, last: $last, after: $after, before: $before, filter: { query: $text }) { totalCount } } }',
  audit:
    'query ($slug: String!, $first: Int, $after: String, $action: String) { team(slug: $slug) { audit(first: $first, after: $after, action: $action) { totalCount } } }',
} as const;

const JSON_VALUES: unknown[] = [
  null,
  true,
  -1,
  1.5,
  2 ** 31,
  2 ** 53 + 1,
  1e300,
  '',
  'NaN',
  '-0',
  '1'.repeat(400),
  [],
  [[]],
  ['a'],
  {},
  { not: '' },
  { equals: 1 },
];
const TEXTS: string[] = [
  'nul \0 nul',
  'half \ud800',
  '\udc00 half',
  'right \u202e to left',
  'zero\u200bwidth\u200d',
  'раураl',
  '𝕬 \u{1f9d1}\u200d\u{1f4bb} e\u0301',
  '\'; DROP TABLE "Run"; --',
  '$1 %s %_\\ \u0024{x} {{x}}',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '(a+)+$',
  '<script>alert(1)</script>',
  '\r\nSet-Cookie: a=b',
  ' ',
  'x'.repeat(200_000),
  Buffer.from('Run:00000000-0000-7000-8000-000000000000').toString('base64'),
  Buffer.from('GPC:S:1').toString('base64'),
];

interface Asked {
  readonly operation: keyof typeof OPERATIONS;
  readonly variables: object;
}

/** Valid variables of each operation. */
function valid(): Asked[] {
  const ids = [run];
  const column = { key: 'loss', steps: pack([1]), start: null, values: pack([1]), times: pack([1]) };
  return [
    {
      operation: 'startRun',
      variables: {
        input: {
          project: project.id,
          name: 'n',
          kind: 'EXTERNAL',
          params: { a: { b: 1 } },
          tags: ['t'],
          reproducibility: { r: 1 },
          idempotencyKey: null,
        },
      },
    },
    {
      operation: 'updateRun',
      variables: {
        input: {
          run,
          name: 'n',
          note: 'n',
          tags: ['t'],
          params: {},
          backend: 'b',
          reproducibility: { r: 1 },
          parameters: 1,
          progress: { fraction: 0.5, message: 'm' },
        },
      },
    },
    { operation: 'finishRun', variables: { input: { run: other.id, outcome: 'FINISHED', reason: 'r' } } },
    { operation: 'heartbeatRun', variables: { run, silenceMs: 45_000 } },
    { operation: 'appendMetrics', variables: { input: { run, writer: 'w', sequence: 1, columns: [column] } } },
    { operation: 'logMetrics', variables: { run, points: [{ key: 'k', step: 1, value: 1, time: 1 }] } },
    { operation: 'appendLog', variables: { run, writer: 'w', sequence: 1, text: 't' } },
    { operation: 'attachArtifact', variables: { input: { run, path: 'p', kind: 'file', file } } },
    { operation: 'tagRuns', variables: { ids, add: ['a'], remove: ['r'] } },
    { operation: 'moveRuns', variables: { ids, project: project.id } },
    { operation: 'archiveRuns', variables: { ids } },
    { operation: 'deleteRuns', variables: { ids } },
    { operation: 'purgeRuns', variables: { ids } },
    { operation: 'artifacts', variables: { id: run, path: 'p' } },
    {
      operation: 'board',
      variables: {
        team: project.team.slug,
        slug: project.slug,
        first: 1,
        last: null,
        after: null,
        before: null,
        text: 'name:x',
      },
    },
    { operation: 'audit', variables: { slug: project.team.slug, first: 1, after: null, action: 'run.*' } },
  ];
}

/** Every variant of a value in which one part is something else. */
function* withOne(value: unknown, parts: readonly unknown[]): Generator<unknown> {
  yield* parts;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    for (const odd of withOne(part, parts))
      yield Array.isArray(value) ? value.map((entry, index) => (String(index) === key ? odd : entry)) : { ...value, [key]: odd };
  }
}

/** On a machine that many tests share; by itself none of them takes a second. */
const HANG_MS = 15_000;
const TYPED = new Set(['INVALID_INPUT', 'NOT_FOUND', 'CONFLICT', 'FORBIDDEN']);

async function ask({ operation, variables }: Asked): Promise<string | undefined> {
  const from = performance.now();
  const answer = await project.owner.send(OPERATIONS[operation], variables);
  const ms = performance.now() - from;
  const codes = (answer.errors ?? []).map(({ extensions }) => extensions.code);
  const fault = answer.status >= 500 || ms > HANG_MS || codes.some((code) => !TYPED.has(code));
  const shown = JSON.stringify(variables).slice(0, 300);
  return fault ? `${operation} ${shown}: ${answer.status} in ${Math.round(ms)} ms, ${JSON.stringify(answer.errors)}` : undefined;
}

/** Asks all of it, some at a time. */
async function askAll(asked: Iterable<Asked>): Promise<{ count: number; faults: string[] }> {
  const faults: string[] = [];
  const rest = [...asked];
  const count = rest.length;
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (let next = rest.pop(); next !== undefined; next = rest.pop()) faults.push(...[await ask(next)].flatMap((fault) => fault ?? []));
    }),
  );
  return { count, faults };
}

function* oddly(parts: readonly unknown[]): Generator<Asked> {
  for (const { operation, variables } of valid()) {
    for (const [name, value] of Object.entries(variables))
      for (const odd of withOne(value, parts)) yield { operation, variables: { ...variables, [name]: odd } };
  }
}

describe('whatever stands in the place of any part of any input', () => {
  it('of another type or size is refused by a typed error, or is right', async () => {
    const { count, faults } = await askAll(oddly(JSON_VALUES));
    expect(faults).toEqual([]);
    expect(count).toBeGreaterThan(1_000);
  }, 300_000);

  it('as a text that is no text, too long, or means something elsewhere is refused by a typed error, or stored as it came', async () => {
    const { count, faults } = await askAll(oddly(TEXTS));
    expect(faults).toEqual([]);
    expect(count).toBeGreaterThan(1_000);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  }, 300_000);

  test('has touched nobody else', async () => {
    const { rows } = await sql.query('SELECT count(*)::int AS count FROM "Run" WHERE "projectId" = $1', [
      Buffer.from(other.id, 'base64').toString().split(':')[1],
    ]);
    expect(rows).toEqual([{ count: 0 }]);
  });
});

describe('texts', () => {
  // A body with a key __proto__ is not taken at all.
  const KEPT = TEXTS.filter(
    (text) =>
      text !== '__proto__' && !text.includes('\0') && text.isWellFormed() && text.length < 200 && text.trim() === text && text !== '',
  );

  test.each(KEPT)('such as %j come back as they came', async (text) => {
    const input = { run, name: text, note: text, tags: [text], reproducibility: { [text]: text } };
    const { updateRun } = await project.owner.query(OPERATIONS.updateRun, { input });
    expect(updateRun).toMatchObject({ name: text, note: text, tags: [text] });
    expect(Object.getOwnPropertyDescriptor(updateRun.reproducibility, text)?.value).toBe(text);
  });

  test.each(KEPT)('such as %j are looked for by the letter, and at once', async (text) => {
    const name = `before ${text} after`;
    await project.owner.query(OPERATIONS.startRun, { input: { project: project.id, name } });
    const filter = { text };
    const from = performance.now();
    const { project: found } = await project.owner.query(
      'query ($team: String!, $slug: String!, $filter: RunFilter) { project(team: $team, slug: $slug) { runs(first: 500, filter: $filter) { nodes { name note tags } } } }',
      { team: project.team.slug, slug: project.slug, filter },
    );
    expect(performance.now() - from).toBeLessThan(HANG_MS);
    expect(found.runs.nodes.map((node: { name: string }) => node.name)).toContain(name);
    for (const node of found.runs.nodes)
      expect(JSON.stringify(node).toLowerCase()).toContain(JSON.stringify(text).slice(1, -1).toLowerCase());
  });
});

describe('numbers', () => {
  it.each(['2147483648', '-2147483649', '9007199254740993', '1e400', '1.5', '"1"', 'null'])(
    'that are no sequence, such as %s, are refused',
    async (text) => {
      const response = await project.owner.fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: `{"query":${JSON.stringify(OPERATIONS.appendLog)},"variables":{"run":${JSON.stringify(run)},"writer":"n","text":"t","sequence":${text}}}`,
      });
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'INVALID_INPUT' } }] });
    },
  );

  it('that no double holds are refused in params, and −0 stays what it is', async () => {
    const send = (params: string) =>
      project.owner.fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: `{"query":${JSON.stringify(OPERATIONS.startRun)},"variables":{"input":{"project":${JSON.stringify(project.id)},"params":${params}}}}`,
      });
    expect(await (await send('{"a":{"b":1e400}}')).json()).toMatchObject({
      errors: [{ extensions: { code: 'INVALID_INPUT', fields: ['input.params.a.b'] } }],
    });
    expect(await (await send('{"a":-0,"b":5e-324,"c":1.7976931348623157e308}')).json()).toMatchObject({
      data: { startRun: { params: { a: '-0', b: 5e-324, c: 1.7976931348623157e308 } } },
    });
  });

  it.each([-1, 0, 501, 1e9])('that are no size of a page, such as %d, are refused or capped', async (first) => {
    const { errors, data } = await project.owner.send(OPERATIONS.board, { team: project.team.slug, slug: project.slug, first });
    if (errors) expect(errors[0]!.extensions.code).toBe('INVALID_INPUT');
    else expect(data).toBeDefined();
  });
});
