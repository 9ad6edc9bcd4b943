// npm run check: everything that can be said about the sources without running the tests.
import { checkSchema } from './check/schema.ts';
import { checkImports, checkStyle, checkTypes, checkWebTypes, root } from './check/tools.ts';
import { checkWords } from './check/words.ts';

const checks: [string, () => Promise<string | undefined> | string | undefined][] = [
  ['types', checkTypes],
  ['types of the dashboard', checkWebTypes],
  ['lint and format', checkStyle],
  ['imports', checkImports],
  ['printed schema', () => checkSchema(root)],
  ['words', () => checkWords(root)],
];

let failed = 0;
for (const [name, check] of checks) {
  const started = performance.now();
  const complaint = await check();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${complaint === undefined ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  if (complaint === undefined) continue;
  failed += 1;
  console.log(`${complaint.replace(/^/gm, '  ')}\n`);
}
console.log(failed === 0 ? 'All checks hold.' : `${failed} of ${checks.length} checks failed.`);
process.exit(failed === 0 ? 0 : 1);
