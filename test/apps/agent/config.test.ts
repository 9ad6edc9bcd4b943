import { expect, test } from 'vitest';
import { readConfig } from '../../../apps/agent/src/config.ts';

const enough = { ATELIER_URL: 'http://127.0.0.1:4800/', ATELIER_KEY: 'atl_1_2' };

test('an address and a key are enough', () => {
  expect(readConfig(enough)).toMatchObject({ url: 'http://127.0.0.1:4800', key: 'atl_1_2', slots: 1, backend: 'auto' });
});

test.each([
  [{}, /ATELIER_URL must be set/],
  [{ ...enough, ATELIER_URL: 'ftp://x' }, /ATELIER_URL must be an address.*got "ftp:\/\/x"/],
  [{ ATELIER_URL: 'http://x' }, /ATELIER_KEY must be set/],
  [{ ATELIER_URL: 'http://x', ATELIER_KEY_FILE: '/no/such' }, /ATELIER_KEY_FILE cannot be read.*ENOENT/],
  [{ ...enough, ATELIER_SLOTS: '0' }, /ATELIER_SLOTS must be a whole number from 1 to 64, got "0"/],
])('%j is refused in one line that names the variable', (env, message) => {
  expect(() => readConfig(env)).toThrow(message);
});

test('a child gets no variable that could hold a secret', () => {
  const env = {
    ...enough,
    PATH: '/bin',
    HOME: '/root',
    AWS_SECRET_ACCESS_KEY: 'x',
    CUDA_VISIBLE_DEVICES: '0',
    TF_TOKEN: 'x',
    DATABASE_URL: 'x',
    NODE_OPTIONS: 'x',
  };
  expect(readConfig(env).childEnvironment).toEqual({ PATH: '/bin', HOME: '/root', CUDA_VISIBLE_DEVICES: '0' });
});
