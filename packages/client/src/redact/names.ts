/** Which names promise a secret, read by their words: `token`, but not `num_memory_tokens`. */

/** Whether a value under this name is to be left out when it is text. */
export function isSecretName(name: string): boolean {
  return isPasswordName(name) || hasWord(name, SECRET_WORDS) || hasPair(name);
}

/** Whether it is to be left out even when it is a number: `password: 123456`, but not `token: 512`, which is a count. */
export function isPasswordName(name: string): boolean {
  // The working folder, in every environment.
  return name !== 'PWD' && name !== 'OLDPWD' && hasWord(name, PASSWORD_WORDS);
}

function hasWord(name: string, words: ReadonlySet<string>): boolean {
  return wordsOf(name).some((word) => words.has(word));
}

function hasPair(name: string): boolean {
  return wordsOf(name).some((word, index, words) => SECRET_PAIRS.has(`${word} ${words[index + 1] ?? ''}`));
}

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
}

const PASSWORD_WORDS = new Set(['password', 'passwd', 'pwd', 'passphrase', 'passcode']);
const SECRET_WORDS = new Set([
  'secret',
  'secrets',
  'token',
  'credential',
  'credentials',
  'authorization',
  'cookie',
  'jwt',
  'apikey',
  'privatekey',
  'accesskey',
  'secretkey',
]);
const SECRET_PAIRS = new Set([
  'api key',
  'access key',
  'private key',
  'auth key',
  'encryption key',
  'signing key',
  'account key',
  'master key',
  'session key',
  'service key',
  'deploy key',
  'basic auth',
]);
