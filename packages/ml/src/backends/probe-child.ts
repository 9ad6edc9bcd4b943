/** `node probe-child.ts NAME OPTIONS`: starts a backend, checks a gradient and prints one line of JSON. The other half of `probe.ts`. */
import { type BackendName, type BackendOptions, startBackend } from '../backend.ts';
import { checkGradient } from './check-gradient.ts';

const [name, options] = process.argv.slice(2);
try {
  await startBackend(name as BackendName, JSON.parse(options!) as BackendOptions);
  await checkGradient();
  console.log(JSON.stringify({ works: true }));
} catch (error) {
  console.log(JSON.stringify({ works: false, reason: (error as Error).message }));
}
process.exit(0);
