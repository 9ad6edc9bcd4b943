// What people type about themselves.
import { invalidInput } from '../../errors.ts';

const NAME_LIMIT = 100;
const EMAIL_LIMIT = 254;
const EMAIL = /^[^\s@<>()[\]\\,;:"]+@[^\s@.]+(\.[^\s@.]+)+$/;

/** A person's name without the space around it. */
export function personName(text: string, field = 'name'): string {
  const name = text.trim();
  if (name.length === 0 || name.length > NAME_LIMIT)
    throw invalidInput(`A name has 1 to ${NAME_LIMIT} characters, got ${name.length}`, field);
  return name;
}

/** An address in the form that it is stored and looked up in: lower case, composed. */
export function emailAddress(text: string, field = 'email'): string {
  const email = text.trim().normalize('NFC').toLowerCase();
  if (email.length > EMAIL_LIMIT || !EMAIL.test(email))
    throw invalidInput(`An e-mail address looks like name@example.org, got ${JSON.stringify(text.slice(0, 60))}`, field);
  return email;
}
