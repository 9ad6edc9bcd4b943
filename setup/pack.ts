// npm run pack -- PACKAGE [FOLDER]: a package of packages/ as a tarball that installs offline, in plain JavaScript, for any Node from 20 on.
import { join } from 'node:path';
import { packTarball } from './pack/tarball.ts';

const [name, folder = process.cwd()] = process.argv.slice(2);
if (name === undefined) {
  console.error('npm run pack -- PACKAGE [FOLDER] requires the name of a folder in packages/, such as metrics');
  process.exit(1);
}
try {
  console.log(packTarball(join(import.meta.dirname, '..', 'packages', name), folder));
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
