/** What trainings say while they go on: points, lines and how far they are. */
import type { Recorder } from '@atelier/client';
import type { ProtocolStep, RecipeHooks } from '@atelier/ml';
import type { ChildProgress } from './task.ts';

const PROGRESS_MS = 300;

export interface TrainingLogOptions {
  readonly recorder: Recorder;
  readonly onProgress: (progress: ChildProgress) => void;
  readonly seed: number;
  /** Of one training. */
  readonly epochs: number;
  /** Before the names of a fold's series; undefined keeps none of it. Left out: one training, no prefix. */
  readonly seriesOf?: (fold: number) => string | undefined;
}

export interface TrainingLog {
  readonly hooks: Required<Pick<RecipeHooks, 'onLog' | 'onStart' | 'onBatch' | 'onEpoch'>>;
  readonly onTraining: (step: ProtocolStep) => void;
}

export function trainingLog({ recorder, onProgress, seed, epochs: allEpochs, seriesOf = () => '' }: TrainingLogOptions): TrainingLog {
  let step: ProtocolStep | undefined;
  let series: string | undefined = seriesOf(0);
  let isFirst = true;
  let toldAt = 0;
  const started = performance.now();
  let startedAt: number | undefined;

  function log(values: Record<string, number>, at: number): void {
    if (series === undefined) return;
    recorder.log(Object.fromEntries(Object.entries(values).map(([name, value]) => [`${series}${name}`, value])), { step: at });
  }

  // Several trainings take turns: what one of them knows of its own end says little about the end of all.
  function tell({ fraction, etaMs, ...rest }: ChildProgress): void {
    if (step === undefined || step.trainings === 1) {
      onProgress({ fraction, ...(etaMs === undefined ? {} : { etaMs }), ...rest });
      return;
    }
    const overall = (step.training - 1 + fraction) / step.trainings;
    startedAt ??= overall;
    const done = overall - startedAt;
    const eta = done > 0 ? { etaMs: ((performance.now() - started) / done) * (1 - overall) } : {};
    onProgress({ ...rest, fraction: overall, message: describe(step), ...eta });
  }

  return {
    onTraining(next) {
      step = next;
      series = next.innerFold === undefined ? seriesOf(next.fold) : undefined;
      console.log(`Training ${next.training} of ${next.trainings}: ${describe(next)}.`);
      tell({ fraction: 0 });
    },
    hooks: {
      onLog: (line) => console.log(line),
      onStart({ backend, parameters, layers, samples }) {
        const { train, validation, test } = samples;
        console.log(
          `Training on ${backend.name} with ${train} samples, ${validation} for validation, ${test} for the test; ${parameters.toLocaleString('en')} parameters.`,
        );
        if (step === undefined) tell({ fraction: 0, epochs: allEpochs });
        if (!isFirst) return;
        isFirst = false;
        recorder.update({ backend: backend.name, parameters, reproducibility: { seed, node: process.version, backend: { ...backend } } });
        for (const { name, reason } of backend.passedOver) console.log(`Not on ${name}: ${reason}.`);
        for (const layer of layers) console.log(`  ${layer}`);
      },
      onBatch({ step: at, epoch, loss, learningRate, fraction, etaMs }) {
        log({ batch_loss: loss, learning_rate: learningRate }, at);
        // Without a fold before it: points of any series are placed among epochs by when they were logged.
        if (series !== undefined) recorder.log({ epoch: fraction * allEpochs }, { step: at });
        if (performance.now() - toldAt < PROGRESS_MS) return;
        toldAt = performance.now();
        // A candidate may have epochs of its own.
        tell({ fraction, epoch, step: at, etaMs, ...(step?.candidate === undefined ? { epochs: allEpochs } : {}) });
      },
      onEpoch({ epoch, epochs, metrics, seconds, samplesPerSecond, memoryBytes, etaMs }) {
        log({ ...metrics, samples_per_second: samplesPerSecond, memory_bytes: memoryBytes }, epoch);
        const values = Object.entries(metrics).map(([name, value]) => `${name} ${value.toFixed(4)}`);
        console.log(`Epoch ${epoch}/${epochs}: ${values.join(', ')}; ${seconds.toFixed(1)} s`);
        tell({ fraction: epoch / epochs, epoch, epochs, etaMs });
      },
    },
  };
}

function describe({ fold, folds, candidate, innerFold }: ProtocolStep): string {
  const inner = candidate === undefined || innerFold === undefined ? '' : `, candidate ${candidate + 1} in inner fold ${innerFold + 1}`;
  return `fold ${fold + 1} of ${folds}${inner}`;
}
