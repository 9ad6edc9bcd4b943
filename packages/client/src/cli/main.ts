#!/usr/bin/env node
// The program `atelier`.
import { commandLine } from './command-line.ts';

// Somebody who reads only the beginning, such as `head`, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.exitCode = await commandLine(process.argv.slice(2), process);
