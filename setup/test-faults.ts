// npm run test:faults [FLAGS OF VITEST]: the tests of faults, with as many faults as it takes to trust them: some minutes.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const folders = ['test/apps/server/faults', 'test/packages/client/spool', 'test/packages/client/faults'];

const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...folders, ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit', env: { ...process.env, ATELIER_FAULTS: 'full' } },
);
process.exit(status ?? 1);
