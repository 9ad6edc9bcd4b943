import { describe, expect, test } from 'vitest';
import { redact, redactText } from '../../../packages/client/src/index.ts';

describe('redacting params', () => {
  test('goes by whole words of a name, in any writing', () => {
    const given = {
      apiKey: 'x1',
      API_KEY: 'x2',
      'private-key': 'x3',
      userPassword: 'x4',
      AUTH_TOKEN: 'x5',
      secret: { a: 'x6', b: ['x7'] },
      openaiApiKey: 'x8',
    };
    expect(JSON.stringify(redact(given))).not.toMatch(/x\d/);
  });

  test('leaves words alone that only contain one', () => {
    const given = {
      num_memory_tokens: 16,
      tokenizer: 'bpe',
      use_cls_token: true,
      token_dim: 64,
      keyboard: 'x',
      monkey: 'y',
      keys: 3,
      secretary: 'z',
      passes: 'p',
    };
    expect(redact(given)).toEqual(given);
  });

  test('keeps what JSON cannot carry as the strings that stand for it', () => {
    expect(redact({ a: Number.NaN, b: -Infinity, c: -0, d: 3n, e: undefined, f: () => 1 })).toEqual({
      a: 'NaN',
      b: '-Infinity',
      c: '-0',
      d: '3',
      f: '[function]',
    });
  });

  test('ends at circles', () => {
    const circle: Record<string, unknown> = { a: 1 };
    circle.self = circle;
    expect(redact(circle)).toEqual({ a: 1, self: '[circular]' });
  });
});

describe('redacting text', () => {
  const secrets = [
    'atl_ab12cd34_0123456789abcdefghijklmnop',
    'ghp_0123456789abcdefghijABCDEFGHIJ012345',
    'sk-proj-0123456789abcdefghijklmn',
    'AKIAABCDEFGHIJKLMNOP',
    'hf_ABCDEFGHIJKLMNOPQRSTUVWX',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc-def',
    '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----',
  ];
  test.each(secrets)('knows the shape of %s', (secret) => {
    expect(redactText(`before ${secret} after`)).toBe('before [redacted] after');
  });

  test.each([
    ['password=abc123', 'password=[redacted]'],
    ['DB_PASSWORD: "a b c" rest', 'DB_PASSWORD: [redacted] rest'],
    ['{"apiKey":"abcdef","lr":1}', '{"apiKey":[redacted],"lr":1}'],
    ['train --api-key abcdef --lr 0.1', 'train --api-key [redacted] --lr 0.1'],
    ['x and Authorization: Bearer abcdef0123', 'x and Authorization: Bearer [redacted]'],
    ['at https://me:word@host/path', 'at https://me:[redacted]@host/path'],
  ])('%s becomes %s', (given, wanted) => expect(redactText(given)).toBe(wanted));

  test.each([
    'tokens: 512',
    'token=5',
    'loss: 0.5 acc: 0.9',
    'secret sauce',
    'num_tokens=1000',
    'https://host:4800/path',
    'epoch 3/10 val_loss=0.31',
  ])('leaves "%s" alone', (text) => expect(redactText(text)).toBe(text));
});
