import { describe, expect, test } from 'vitest';
import { describeCommand } from '../../../packages/client/src/capture/command.ts';
import { describeEnvironment } from '../../../packages/client/src/capture/environment.ts';
import { redact, redactText } from '../../../packages/client/src/index.ts';
import { createLineBuffer, piecesOf } from '../../../packages/client/src/run/text.ts';

const hex = (length: number) => '0123456789abcdef'.repeat(8).slice(0, length);
const letters = (length: number) => 'aB3dE6gH9jK2mN5pQ8sT1vW4xY7zC0fL'.repeat(6).slice(0, length);

/** Kinds of keys, made up. */
const SHAPES = [
  `atl_${letters(8)}_${letters(32)}`,
  `atr_${letters(24)}`,
  `ghp_${letters(36)}`,
  `gho_${letters(36)}`,
  `github_pat_${letters(22)}_${letters(40)}`,
  `glpat-${letters(20)}`,
  `ATATT3${letters(60)}`,
  `dckr_pat_${letters(27)}`,
  `npm_${letters(36)}`,
  `pypi-AgEIcHlwaS5vcmc${letters(60)}`,
  `sk-${letters(48)}`,
  `sk-proj-${letters(64)}`,
  `sk-ant-api03-${letters(80)}`,
  `sk-or-v1-${hex(64)}`,
  `hf_${letters(34)}`,
  `gsk_${letters(52)}`,
  `xai-${letters(80)}`,
  `pplx-${letters(48)}`,
  `r8_${letters(37)}`,
  `dapi${hex(32)}`,
  'AKIAABCDEFGHIJKLMNOP',
  'ASIAABCDEFGHIJKLMN12',
  `AIza${letters(35)}`,
  `ya29.${letters(60)}`,
  `GOCSPX-${letters(28)}`,
  `dop_v1_${hex(64)}`,
  `hvs.${letters(90)}`,
  `${letters(14)}.atlasv1.${letters(64)}`,
  `dp.pt.${letters(43)}`,
  `glsa_${letters(32)}_${hex(8)}`,
  `sntrys_${letters(60)}`,
  `NRAK-${'ABCDEFGHIJKLMNOPQRSTUVWXYZ0'.slice(0, 27)}`,
  `sbp_${hex(40)}`,
  `pscale_tkn_${letters(43)}`,
  `xoxb-${hex(12)}-${letters(24)}`,
  `xapp-1-${letters(40)}`,
  `SG.${letters(22)}.${letters(43)}`,
  `1234567890:AA${letters(33)}`,
  `sk_live_${letters(24)}`,
  `whsec_${letters(32)}`,
  `shpat_${hex(32)}`,
  `lin_api_${letters(40)}`,
  `PMAK-${hex(24)}-${hex(34)}`,
  `AGE-SECRET-KEY-1${'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L'.repeat(2).slice(0, 58)}`,
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc-def',
  '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----',
  '-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n-----END OPENSSH PRIVATE KEY-----',
];

/** What looks a little like one and is none. */
const LOOK_ALIKES = [
  'tokens: 512',
  'token=5',
  'token: 12.5%',
  'loss: 0.5 acc: 0.9',
  'secret sauce',
  'secret=true',
  'num_tokens=1000',
  'num_memory_tokens: many',
  'https://host:4800/path',
  'https://example.org/a@b',
  'ssh://git@example.org/team/repo.git',
  'epoch 3/10 val_loss=0.31',
  'key: C major',
  'keys=left,right',
  'keyboard=qwerty',
  'monkey: capuchin',
  'secretary: Ada',
  'tokenizer=bert-base-uncased',
  'use_cls_token=false',
  'passes: 3',
  'passage: a long one',
  'Basic training is done',
  'bearer instruments only',
  'PWD=/srv/ada/project',
  'sk-learn and other names',
  'sk-short-1',
  'scikit-learn==1.5.0',
  'task-0123456789-abcdefghij-klm',
  'disk-usage-report-of-2026-11-24',
  'hf_dataset',
  'npm_config_cache=/tmp/cache',
  'ghp_short',
  'AKIA is a prefix',
  'eyJ is how they begin',
  'pypi-mirror',
  `commit ${hex(40)}`,
  `sha256 ${hex(64)}`,
  '0b5f7a3e-58a4-4c4f-9d1e-3f6d1f2b7a10',
  'dapidash',
  'SG.mean of the group',
  '12:30:45 started',
  '-----BEGIN CERTIFICATE-----',
  'author: Ada, authored: 1843',
];

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
      AWS_SECRET_ACCESS_KEY: 'x9',
    };
    expect(JSON.stringify(redact(given))).not.toMatch(/x\d/);
    expect(redact({ password: 123456, db: { passphrase: 42n } })).toEqual({ password: '[redacted]', db: { passphrase: '[redacted]' } });
  });

  test('leaves words alone that only contain one', () => {
    const given = {
      num_memory_tokens: 16,
      token: 512,
      tokenizer: 'bpe',
      use_cls_token: true,
      token_dim: 64,
      keyboard: 'x',
      monkey: 'y',
      keys: 3,
      key: 'C major',
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
  test('knows forty kinds of keys wherever they stand: in params, logs, the command line and the environment', () => {
    expect(SHAPES.length).toBeGreaterThanOrEqual(40);
    for (const secret of SHAPES) {
      expect(redactText(`before ${secret} after`), secret).toBe('before [redacted] after');
      expect(redact({ deep: [{ x: secret }] }), secret).toEqual({ deep: [{ x: '[redacted]' }] });
      expect(describeCommand({ execArgv: [], argv: ['node', 'x.js', secret] }), secret).toEqual(['node', 'x.js', '[redacted]']);
      expect(describeEnvironment({ TF_X: secret }), secret).toEqual({ TF_X: '[redacted]' });
    }
  });

  test('leaves forty look-alikes as they are', () => {
    expect(LOOK_ALIKES.length).toBeGreaterThanOrEqual(40);
    for (const text of LOOK_ALIKES) {
      expect(redactText(text)).toBe(text);
      expect(redact({ note: text })).toEqual({ note: text });
      expect(describeCommand({ execArgv: [], argv: ['node', 'x.js', text] })).toEqual(['node', 'x.js', text]);
    }
  });

  test.each([
    ['password=abc123', 'password=[redacted]'],
    ['password: 123456', 'password: [redacted]'],
    ['DB_PASSWORD: "a b c" rest', 'DB_PASSWORD: [redacted] rest'],
    ['{"apiKey":"abcdef","lr":1}', '{"apiKey":[redacted],"lr":1}'],
    ['train --api-key abcdef --lr 0.1', 'train --api-key [redacted] --lr 0.1'],
    ['x and Authorization: Bearer abcdef0123', 'x and Authorization: Bearer [redacted]'],
    ['{"authorization":"Basic dXNlcjpwYXNz"}', '{"authorization":[redacted]}'],
    ['authorization: secretword', 'authorization: [redacted]'],
    ['GET /x with Basic dXNlcjpwYXNz', 'GET /x with Basic [redacted]'],
    ['at https://me:word@host/path', 'at https://me:[redacted]@host/path'],
    ['postgresql://ada:w%40rd@db:5432/x', 'postgresql://ada:[redacted]@db:5432/x'],
    ['?access_token=abcdef&page=2', '?access_token=[redacted]&page=2'],
    [`?X-Amz-Signature=${hex(64)}&x=1`, '?X-Amz-Signature=[redacted]&x=1'],
    ['https://hooks.slack.com/services/T0000/B0000/abcdefghijklmnop', 'https://hooks.slack.com/services/[redacted]'],
    ['DefaultEndpointsProtocol=https;AccountKey=abcdef==;x=1', 'DefaultEndpointsProtocol=https;AccountKey=[redacted];x=1'],
  ])('%s becomes %s', (given, wanted) => expect(redactText(given)).toBe(wanted));
});

test('redacting takes no longer than the text is long, whatever is in it', () => {
  const nasty = [
    'a.',
    'a-',
    '--a-',
    'eyJ-',
    'SG.',
    'x://a:',
    'sk-',
    '1',
    'x://a',
    'token:',
    '"',
    '-----BEGIN PRIVATE KEY-----\n',
    'eyJaaaaaaaa.',
    'authorization: ',
    '--a ',
  ];
  for (const piece of nasty) {
    const text = piece.repeat(250_000 / piece.length);
    const before = performance.now();
    redactText(text);
    expect(performance.now() - before, piece).toBeLessThan(1500);
  }
});

describe('redacting the command line', () => {
  test('takes the value behind a secret’s name, in each way of giving one, and nothing else', () => {
    const argv = [
      'node',
      'train.js',
      '--api-key',
      'abc',
      '--token=abc',
      '--password',
      'two words',
      'SECRET=abc',
      '--lr',
      '0.1',
      '--verbose',
      '--token',
    ];
    expect(describeCommand({ execArgv: ['--max-old-space-size=4096'], argv })).toEqual([
      'node',
      '--max-old-space-size=4096',
      'train.js',
      '--api-key',
      '[redacted]',
      '--token=[redacted]',
      '--password',
      '[redacted]',
      'SECRET=[redacted]',
      '--lr',
      '0.1',
      '--verbose',
      '--token',
    ]);
  });
});

describe('describing the environment', () => {
  const given = {
    CUDA_VISIBLE_DEVICES: '0',
    NODE_OPTIONS: '--max-old-space-size=4096',
    HOME: '/srv/ada',
    MY_FLAG: 'on',
    OPENAI_KEY: 'abc',
    ATELIER_KEY: 'abc',
    NODE_AUTH_TOKEN: 'abc',
    TF_URL: 'https://me:word@host',
  };
  test('keeps what bears on training, without secrets, and nothing else', () => {
    expect(describeEnvironment(given)).toEqual({
      ATELIER_KEY: '[redacted]',
      CUDA_VISIBLE_DEVICES: '0',
      NODE_AUTH_TOKEN: '[redacted]',
      NODE_OPTIONS: '--max-old-space-size=4096',
      TF_URL: 'https://me:[redacted]@host',
    });
  });

  test('keeps what is named, and even then no secret', () => {
    expect(describeEnvironment(given, ['MY_FLAG', 'OPENAI_KEY'])).toMatchObject({ MY_FLAG: 'on', OPENAI_KEY: '[redacted]' });
  });
});

describe('text on its way to the log', () => {
  test('gives whole lines only, so that no secret is cut in two', () => {
    const lines = createLineBuffer();
    lines.add('api_key=hunter');
    expect(lines.take(false)).toBe('');
    lines.add('2hunter2 and more\nnext');
    expect(lines.take(false)).toBe('api_key=[redacted] and more\n');
    expect(lines.take(true)).toBe('next');
    expect(lines.take(true)).toBe('');
  });

  test('leaves out a private key whose lines come one by one', () => {
    const lines = createLineBuffer();
    const taken: string[] = [];
    for (const line of [
      'before',
      '-----BEGIN RSA PRIVATE KEY-----',
      'MIIEowIBAAKCAQEA',
      'c2VjcmV0',
      '-----END RSA PRIVATE KEY-----',
      'after',
    ]) {
      lines.add(`${line}\n`);
      taken.push(lines.take(false));
    }
    expect(taken.join('')).toBe('before\n[redacted]\n\nafter\n');
  });

  test('keeps of a progress bar what a reader would have seen last', () => {
    const lines = createLineBuffer();
    lines.add('10 %\r 50 %\r100 %\r\ndone\n');
    expect(lines.take(false)).toBe('100 %\ndone\n');
  });

  test('goes in pieces that the server takes, none cut inside a character', () => {
    const text = `x${'😀'.repeat(600_000)}`;
    const pieces = piecesOf(text);
    expect(pieces.join('')).toBe(text);
    expect(pieces.every((piece) => piece.length <= 500_000 && piece.isWellFormed())).toBe(true);
  });

  test('does not hold back a line without end for ever', () => {
    const lines = createLineBuffer();
    lines.add('x'.repeat(100_000));
    expect(lines.take(false)).toHaveLength(100_000);
  });
});
