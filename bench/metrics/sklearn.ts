// scikit-learn beside us: in a throw-away environment that pip fills once, outside the repository.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const VERSION = '1.9.1';

export interface Timed {
  readonly ms: number;
  readonly value: number;
}

export interface SklearnTimes {
  readonly version: string;
  readonly auc: Timed;
  readonly f1: Timed;
  readonly logLoss: Timed;
  /** 100 replicates; only up to 10,000 samples. */
  readonly bootstrap?: Timed;
}

/** Times scikit-learn on the data. Undefined where it cannot be had. */
export function sklearnTimes(scores: Float64Array, labels: Uint8Array, repetitions: number): SklearnTimes | undefined {
  const python = findPython();
  if (python === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'atelier-bench-'));
  try {
    const files = [join(folder, 'scores.f64'), join(folder, 'labels.u8')] as const;
    writeFileSync(files[0], scores);
    writeFileSync(files[1], labels);
    const output = execFileSync(python, [join(import.meta.dirname, 'sklearn_times.py'), ...files, String(repetitions)], {
      encoding: 'utf8',
    });
    return JSON.parse(output) as SklearnTimes;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function findPython(): string | undefined {
  const environment = join(tmpdir(), `atelier-sklearn-${VERSION}`);
  const python = join(environment, 'bin', 'python');
  if (existsSync(python)) return python;
  const made = spawnSync('python3', ['-m', 'venv', environment], { stdio: 'ignore' });
  const filled =
    made.status === 0 && spawnSync(python, ['-m', 'pip', 'install', '--quiet', `scikit-learn==${VERSION}`], { stdio: 'ignore' });
  if (filled && filled.status === 0) return python;
  rmSync(environment, { recursive: true, force: true });
  return undefined;
}
