import type { Reporter, TestModule } from 'vitest/node';

/** Ends the output with one plain line, `N passed, N failed, N skipped`: a file that could not be run at all counts as one failure. */
export default function closingLine(): Reporter {
  return {
    onTestRunEnd(modules, unhandledErrors, reason) {
      const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
      for (const module of modules) count(module, counts);
      if (reason !== 'passed') counts.failed = Math.max(counts.failed, 1);
      process.once('exit', () => {
        const { passed, failed, skipped } = counts;
        process.stdout.write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
      });
    },
  };
}

function count(module: TestModule, counts: { passed: number; failed: number; skipped: number }): void {
  const before = counts.failed;
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    if (state === 'passed' || state === 'failed') counts[state] += 1;
    else counts.skipped += 1;
  }
  if (module.state() === 'failed' && counts.failed === before) counts.failed += 1;
}
