// Bearer secrets: 256 random bits for whoever holds them, a SHA-256 at rest. So many bits need no slow hash.
import { createHash, randomBytes } from 'node:crypto';

export type SecretKind = 'session' | 'signIn' | 'invitation' | 'apiKey' | 'attempt';

const PREFIX: Readonly<Record<SecretKind, string>> = {
  session: 'ats_',
  signIn: 'atn_',
  invitation: 'ati_',
  apiKey: 'atl_',
  attempt: 'atr_',
};
const PUBLIC_BYTES = 6;
const SECRET_BYTES = 32;

export interface NewSecret {
  /** Shown once, to the one who is to hold it. */
  readonly secret: string;
  /** What is stored. */
  readonly hash: Uint8Array<ArrayBuffer>;
  /** API keys: the part that may be shown later, so that a person can tell keys apart. */
  readonly prefix: string;
}

/** Makes a secret such as `atl_1f0c…_…`: a word that says what it opens, for API keys a public part, and the secret itself. */
export function newSecret(kind: SecretKind): NewSecret {
  const prefix = PREFIX[kind] + (kind === 'apiKey' ? randomBytes(PUBLIC_BYTES).toString('hex') : '');
  const secret = `${prefix}${kind === 'apiKey' ? '_' : ''}${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { secret, hash: hashSecret(secret), prefix };
}

/** What is stored of a secret, and what it is looked up by: finding a row by its hash compares nothing secret in time. */
export function hashSecret(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(secret).digest());
}

/** What a bearer secret opens, judged by its first letters alone. */
export function secretKind(secret: string): SecretKind | undefined {
  if (secret.length > 200) return undefined;
  return (Object.keys(PREFIX) as SecretKind[]).find((kind) => secret.startsWith(PREFIX[kind]));
}
