/**
 * `npm run native -- cpu|gpu|webgpu [--if-possible]`: brings native TensorFlow to the training bench, or WebGPU (`webgpu.ts`). The Node addon of `@tensorflow/tfjs-node` is compiled
 * against the C library that TensorFlow's Python wheel contains, instead of the prebuilt library that its install script fetches, which is years older and
 * on many machines out of reach. What is built lies in a cache folder named by its versions, outside `node_modules`.
 */
import fs from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { probeBackend } from '../src/backends/probe.ts';
import { buildName, cacheFolder, readBuild, TFJS_VERSION, type NativeBuild, type NativeVariant } from '../src/backends/native/builds.ts';
import { acceptLists } from './attribute-lists.ts';
import { attempt, fetchPackage, putInPlace } from './fetch-package.ts';
import { fetchWebgpu } from './webgpu.ts';
import { extractFromWheel } from './wheel.ts';

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
    await attempt(program, program, args).catch(() => {
      throw new Error(`needs ${program === 'g++' ? 'a C++ compiler (g++)' : 'Python with pip'}, which is not installed`);
    });
  }
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

if (import.meta.main) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { 'if-possible': { type: 'boolean', default: false } } });
  const variant = positionals[0] ?? 'cpu';
  const folder = cacheFolder();
  const subject = variant === 'webgpu' ? 'WebGPU' : 'native TensorFlow';
  const say = (line: string) => console.log(`${subject}: ${line}`);
  try {
    if (variant === 'webgpu') {
      const { folder: where, version } = await fetchWebgpu({ folder, say });
      say(`Dawn ${version} is ready in ${where}`);
    } else if (variant === 'cpu' || variant === 'gpu') {
      const build = await buildNative({ variant, folder, say });
      say(`${build.tensorflow} (${build.variant}) is ready in ${build.folder}`);
    } else throw new Error(`expected cpu, gpu or webgpu, got ${variant}`);
  } catch (error) {
    say(`not available, ${(error as Error).message}; training runs on the next backend`);
    if (!values['if-possible']) process.exitCode = 1;
  }
}
