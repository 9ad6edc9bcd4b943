import { isSecretName, redactText, REDACTED } from '../redact.ts';

/** The command line, word by word, without its secrets: `--token x`, `--token=x`, `-p x`-like names, `NAME=x`, and known kinds of keys. */
export function describeCommand({ execArgv, argv }: { readonly execArgv: readonly string[]; readonly argv: readonly string[] }): string[] {
  const [program = '', ...words] = argv;
  return [program, ...redactWords(execArgv), ...redactWords(words)];
}

function redactWords(words: readonly string[]): string[] {
  return words.map((word, index) => {
    const before = words[index - 1];
    const isValue = before !== undefined && /^--?[A-Za-z][\w-]*$/.test(before) && isSecretName(before.replace(/^-+/, ''));
    if (isValue && !word.startsWith('-')) return REDACTED;
    const named = /^(--?)?([A-Za-z][\w.-]*)=/.exec(word);
    if (named !== null && isSecretName(named[2]!)) return `${named[0]}${REDACTED}`;
    return redactText(word);
  });
}
