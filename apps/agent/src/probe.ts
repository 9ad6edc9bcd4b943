// Tries out which backend trains on this machine and prints it as one line of JSON. A process of its own, because a library that does not fit may abort.
import { BACKEND_NAMES, chooseBackend, type BackendName } from '@atelier/ml';

const wish = process.argv[2] ?? 'auto';
if (wish !== 'auto' && !BACKEND_NAMES.includes(wish as BackendName)) {
  console.error(`the backend must be auto or one of ${BACKEND_NAMES.join(', ')}, got ${JSON.stringify(wish)}`);
  process.exit(1);
}
const { name, device, threads, versions, passedOver } = await chooseBackend(wish as 'auto' | BackendName);
console.log(JSON.stringify({ backend: name, hardware: { device, ...(threads === undefined ? {} : { threads }), passedOver }, versions }));
process.exit();
