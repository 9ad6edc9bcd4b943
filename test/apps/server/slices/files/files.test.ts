import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type Team, upload, type World } from '../../../../support/world.ts';

let world: World;
let team: Team;
beforeAll(async () => {
  world = await openWorld({ maxUploadBytes: 100_000 });
  team = await world.team();
});
afterAll(() => world.close());

const put = (path: string, body: NonNullable<RequestInit['body']>) => team.owner.fetch(path, { method: 'PUT', body });

test('an upload is known by its content, and comes back as it was, as a download that no browser runs', async () => {
  const content = '<script>alert(1)</script>';
  const file = await upload(team.owner, team, 'évil "name".html', content);
  expect(file).toMatchObject({
    sha256: createHash('sha256').update(content).digest('hex'),
    sizeBytes: content.length,
    mediaType: 'application/octet-stream',
  });
  const download = await team.owner.fetch(file.url);
  expect(await download.text()).toBe(content);
  expect(Object.fromEntries(download.headers)).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="_vil _name_.html"; filename*=UTF-8''%C3%A9vil%20%22name%22.html`,
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  });
});

test('the same bytes under the same name are the same file', async () => {
  const first = await upload(team.owner, team, 'same.csv', 'a,b\n');
  expect(await upload(team.owner, team, 'same.csv', 'a,b\n')).toEqual(first);
});

test('a range of a file can be read, and one beyond its end is refused', async () => {
  const { url } = await upload(team.owner, team, 'digits.txt', '0123456789');
  const read = async (range: string) => {
    const response = await team.owner.fetch(url, { headers: { range } });
    return [response.status, response.status === 206 ? await response.text() : '', response.headers.get('content-range')];
  };
  expect(await read('bytes=2-4')).toEqual([206, '234', 'bytes 2-4/10']);
  expect(await read('bytes=-3')).toEqual([206, '789', 'bytes 7-9/10']);
  expect(await read('bytes=8-')).toEqual([206, '89', 'bytes 8-9/10']);
  expect(await read('bytes=10-')).toEqual([416, '', 'bytes */10']);
});

test('an upload over the limit is refused with or without its length, and leaves nothing behind', async () => {
  const large = new Uint8Array(200_000);
  const stream = () => new ReadableStream({ pull: (controller) => (controller.enqueue(large), controller.close()) });
  for (const init of [{ body: large }, { body: stream(), duplex: 'half' }]) {
    const response = await team.owner.fetch(`/files?team=${team.slug}&name=large.bin`, { method: 'PUT', ...init } as RequestInit);
    expect(response.status).toBe(400);
    expect(((await response.json()) as any).errors[0].message).toContain('100000 bytes');
  }
  expect(await readdir(join(world.dataFolder, 'incoming'))).toEqual([]);
});

test('a name is only a name: folders before it are dropped, and control characters refused', async () => {
  const response = await put(`/files?team=${team.slug}&name=${encodeURIComponent('..\\..//etc/passwd')}`, 'x');
  expect(((await response.json()) as any).name).toBe('passwd');
  for (const name of ['', '..', 'a\u0000b', 'a\nb', 'x'.repeat(300)]) {
    expect((await put(`/files?team=${team.slug}&name=${encodeURIComponent(name)}`, 'x')).status).toBe(400);
  }
  expect((await put(`/files?team=${team.slug}`, 'x')).status).toBe(400);
});

test('an outsider neither writes to a team nor reads its files, and cannot tell them from files that are not there', async () => {
  const { url } = await upload(team.owner, team, 'secret.txt', 'secret');
  const outsider = await world.person();
  const missing = await outsider.fetch('/files/00000000-0000-7000-8000-000000000000');
  const foreign = await outsider.fetch(url);
  expect([foreign.status, await foreign.text()]).toEqual([missing.status, await missing.text()]);
  expect((await world.anyone.fetch(url)).status).toBe(401);
  expect((await outsider.fetch(`/files?team=${team.slug}&name=x`, { method: 'PUT', body: 'x' })).status).toBe(404);
  expect((await (await team.member('VIEWER')).fetch(`/files?team=${team.slug}&name=x`, { method: 'PUT', body: 'x' })).status).toBe(403);
});
