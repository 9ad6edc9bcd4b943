import { isSecretName } from '../redact/names.ts';
import { isHarmless, REDACTED, redactText } from '../redact/redact.ts';

/** The command line, word by word, without its secrets: `--token x`, `--token=x`, `-p x`-like names, `NAME=x`, and known kinds of keys. */
export function describeCommand({ execArgv, argv }: { readonly execArgv: readonly string[]; readonly argv: readonly string[] }): string[] {
  const [program = '', ...words] = argv;
  return [program, ...redactWords(execArgv), ...redactWords(words)];
}

function redactWords(words: readonly string[]): string[] {
  return words.map((word, index) => {
    const before = /^--?([A-Za-z][\w-]*)$/.exec(words[index - 1] ?? '')?.[1];
    if (before !== undefined && !word.startsWith('-') && isSecret(before, word)) return REDACTED;
    const [whole, name, value] = /^(?:--?)?([A-Za-z][\w.-]*)=(.*)$/s.exec(word) ?? [];
    if (name !== undefined && isSecret(name, value!)) return whole!.slice(0, -value!.length) + REDACTED;
    return redactText(word);
  });
}

function isSecret(name: string, value: string): boolean {
  return isSecretName(name) && value !== '' && !isHarmless(name, value);
}
