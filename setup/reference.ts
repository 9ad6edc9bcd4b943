// npm run reference: writes docs/reference/cli.md from what the commands say about themselves.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { COMMANDS } from '../packages/client/src/cli/commands.ts';
import { reference } from '../packages/client/src/cli/help.ts';

const file = join(import.meta.dirname, '..', 'docs', 'reference', 'cli.md');
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, reference(COMMANDS));
console.log(`${COMMANDS.length} commands are in ${file}`);
