/**
 * Every claim of speed in one command: `npm run bench`, or `npm run bench -- K1 tracking` for single rows and areas.
 * Exits 1 when a row falls below its floor.
 */
import { chooseRows, formatLine, judge, loadRows } from './harness.ts';

const rows = chooseRows(await loadRows(import.meta.dirname), process.argv.slice(2));
const counts = { met: 0, ok: 0, short: 0, skipped: 0 };
console.log(`${'id'.padEnd(6)} ${'ratio'.padStart(8)} ${'floor'.padStart(8)} ${'target'.padStart(8)}  verdict`);
for (const row of rows) {
  const result = await row.run().catch((error: Error) => ({ ratio: Number.NaN, detail: `failed: ${error.message}` }));
  counts[judge(row, result)]++;
  console.log(formatLine(row, result));
}
console.log(`${counts.met} at target, ${counts.ok} above the floor, ${counts.short} short, ${counts.skipped} skipped`);
process.exitCode = counts.short > 0 ? 1 : 0;
