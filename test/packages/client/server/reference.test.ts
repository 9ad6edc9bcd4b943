import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COMMANDS } from '../../../../packages/client/src/cli/commands.ts';
import { reference } from '../../../../packages/client/src/cli/help.ts';
import { openWorld, type Project, type World } from '../../../support/world.ts';

const repository = join(import.meta.dirname, '..', '..', '..', '..');
const page = (name: string) => readFileSync(join(repository, 'docs', 'reference', name), 'utf8');

let world: World;
let project: Project;
let folder: string;
beforeAll(async () => {
  world = await openWorld();
  project = await world.team().project();
  folder = mkdtempSync(join(tmpdir(), 'atelier-reference-'));
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
});
afterAll(async () => {
  await world?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('every example of the SDK’s reference does what it says', async () => {
  const examples = Array.from(page('client.md').matchAll(/```ts\n([\s\S]*?)```/g), ([, code]) => code!);
  expect(examples.length).toBeGreaterThan(4);
  const env = {
    PATH: process.env.PATH,
    ATELIER_HOME: join(folder, 'home'),
    ATELIER_URL: world.url,
    ATELIER_KEY: (await project.team.key()).headers.authorization!.slice('Bearer '.length),
    ATELIER_PROJECT: `${project.team.slug}/${project.slug}`,
    MY_DATA_FOLDER: '/data',
  };
  const printed: string[] = [];
  for (const [index, code] of examples.entries()) {
    const file = join(folder, `example-${index}.ts`);
    writeFileSync(file, code);
    printed.push((await promisify(execFile)(process.execPath, [file], { env, cwd: folder })).stdout);
  }
  expect(printed[0]).toMatch(/^\S+ true\n$/);
  expect(printed[1]).toContain('the metric loss must be a number, got string');
  expect(printed.at(-1)).toMatch(/'in two goes', 'first try' \]\nINVALID_INPUT Cannot query field "nonsense"/);

  const { project: found } = await project.owner.query(
    'query ($team: String!, $slug: String!) { project(team: $team, slug: $slug) { runs(first: 50) { nodes { name status note tags log { text } artifacts { path } reproducibility evaluation { samples } metrics(keys: ["loss"]) { count } } } } }',
    { team: project.team.slug, slug: project.slug },
  );
  const runs: Record<string, any>[] = found.runs.nodes;
  expect(runs).toHaveLength(examples.length - 1);
  expect(new Set(runs.map(({ status }) => status))).toEqual(new Set(['FINISHED']));
  const named = (name: string) => runs.find((run) => run.name === name);
  expect(named('in two goes')!.metrics[0].count).toBe(2);
  expect(named('line')!.metrics[0].count).toBe(3);
  expect(runs.find(({ note }) => note === 'Stopped early.')).toMatchObject({
    tags: ['short'],
    artifacts: [{ path: 'model/weights.bin' }],
    evaluation: { samples: 2 },
    log: { text: expect.stringMatching(/All epochs are done\.\n/) },
  });
  expect(runs.find(({ reproducibility }) => reproducibility.environment?.MY_DATA_FOLDER)!.log.text).toBe('');
}, 60_000);

test('the command line’s reference is what the commands say (npm run reference)', () => {
  expect(page('cli.md')).toBe(reference(COMMANDS));
});
