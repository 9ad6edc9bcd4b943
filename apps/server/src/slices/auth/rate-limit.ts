// How often one may try to sign in. Buckets are per address and per account from one address, so nobody can lock another out.
import { AppError } from '../../errors.ts';

const PER_ADDRESS = { burst: 30, perMinute: 10 };
const PER_ACCOUNT = { burst: 8, perMinute: 1 };
const BUCKETS_KEPT = 10_000;

interface Bucket {
  tokens: number;
  filledAt: number;
}

const buckets = new Map<string, Bucket>();

/** Counts one attempt. Throws `RATE_LIMITED` when there were too many of late. */
export function countAttempt(ip: string, account?: string): void {
  const wait = Math.max(take(network(ip), PER_ADDRESS), account === undefined ? 0 : take(accountKey(ip, account), PER_ACCOUNT));
  if (wait > 0) throw new AppError('RATE_LIMITED', 'Too many attempts to sign in.', { hint: `Try again in ${Math.ceil(wait)} s.` });
}

/** After a success the account's attempts no longer count. */
export function forgetAttempts(ip: string, account: string): void {
  buckets.delete(accountKey(ip, account));
}

function accountKey(ip: string, account: string): string {
  return `${network(ip)} ${account.trim().toLowerCase().slice(0, 254)}`;
}

/** Takes a token, or says in how many seconds there will be one. */
function take(key: string, { burst, perMinute }: typeof PER_ADDRESS): number {
  const now = performance.now() / 60_000;
  const bucket = buckets.get(key) ?? { tokens: burst, filledAt: now };
  bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.filledAt) * perMinute);
  bucket.filledAt = now;
  buckets.delete(key);
  buckets.set(key, bucket);
  for (const oldest of buckets.keys()) {
    if (buckets.size <= BUCKETS_KEPT) break;
    buckets.delete(oldest);
  }
  if (bucket.tokens < 1) return ((1 - bucket.tokens) / perMinute) * 60;
  bucket.tokens -= 1;
  return 0;
}

// A household or a server has a whole /64 of IPv6 addresses.
function network(ip: string): string {
  return ip.includes(':') && !ip.includes('.') ? ip.split(':').slice(0, 4).join(':') : ip;
}
