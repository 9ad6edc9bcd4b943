import { isSecretName } from '../redact/names.ts';
import { REDACTED, redactText } from '../redact/redact.ts';

/**
 * What bears on a training: accelerators, threads, libraries, locale, cluster. An environment holds much that is nobody's
 * business, so that it is listed what is kept, not what is left out.
 */
const KEPT = [
  /^(CUDA|CUDNN|NVIDIA|NCCL|ROCR|HIP|HSA|TF|TFJS|XLA|OMP|MKL|OPENBLAS|KMP|BLIS|ONEDNN|DNNL|NODE|UV|SLURM|ATELIER)_/,
  /^(LANG|LC_ALL|TZ|CI|NODE_ENV|LD_PRELOAD|LD_LIBRARY_PATH|MALLOC_[A-Z_]+|VIRTUAL_ENV|CONDA_DEFAULT_ENV)$/,
];

/** Variables that matter, and those that are named, without their secrets. */
export function describeEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
  named: readonly string[] = [],
): Record<string, string> {
  const wanted = new Set(named);
  return Object.fromEntries(
    Object.entries(variables)
      .filter((entry): entry is [string, string] => entry[1] !== undefined)
      .filter(([name]) => wanted.has(name) || KEPT.some((shape) => shape.test(name)))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, isSecretVariable(name) && value !== '' ? REDACTED : redactText(value)]),
  );
}

// As a param, `key` may be C major; as the last word of a variable it opens something.
function isSecretVariable(name: string): boolean {
  return isSecretName(name) || /(^|_)(KEY|PAT|DSN|AUTH|PASS|SESSION|SIGNATURE)$/i.test(name);
}
