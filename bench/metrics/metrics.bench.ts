/** The metrics package against scikit-learn, on the same scores in the same run; and a step of the fusion explorer in a real browser. */
import { bootstrapAuc, f1, logLoss, rocAuc } from '@atelier/metrics';
import type { BenchResult, BenchRow } from '../harness.ts';
import { fusionStepMs } from './browser-step.ts';
import { drawScores } from './draw-scores.ts';
import { type SklearnTimes, sklearnTimes } from './sklearn.ts';
import { sweepRows } from './sweep-rows.ts';

const NO_PEER = { skipped: 'scikit-learn cannot be had here: python3, venv and pip are needed' };
const peers = new Map<number, SklearnTimes | undefined>();

// One run of Python per size, whatever rows were asked for.
function peerAt(samples: number): SklearnTimes | undefined {
  if (!peers.has(samples)) {
    const { scores, labels } = drawScores(samples);
    peers.set(samples, sklearnTimes(scores, labels, samples > 1_000_000 ? 3 : 5));
  }
  return peers.get(samples);
}

async function against(samples: number, which: 'auc' | 'f1' | 'logLoss' | 'bootstrap'): Promise<BenchResult> {
  const peer = peerAt(samples)?.[which];
  if (peer === undefined) return NO_PEER;
  const { scores, labels } = drawScores(samples);
  const decided = Uint8Array.from(scores, (score) => (score >= 0.5 ? 1 : 0));
  const work = {
    auc: () => rocAuc(labels, scores),
    f1: () => f1(labels, decided),
    logLoss: () => logLoss(labels, scores),
    bootstrap: () => bootstrapAuc(labels, scores, { replicates: 100, seed: 1 }).low,
  }[which];
  const ours = medianMs(work, samples > 1_000_000 ? 3 : 9);
  const wanted = which === 'bootstrap' ? 5e-3 : 1e-12;
  if (!(Math.abs(ours.value - peer.value) <= wanted)) throw new Error(`${which}: ours is ${ours.value}, scikit-learn's ${peer.value}`);
  return {
    ratio: peer.ms / ours.ms,
    detail: `${ours.ms.toFixed(2)} ms against ${peer.ms.toFixed(2)} ms (scikit-learn ${peerAt(samples)?.version})`,
  };
}

function medianMs(work: () => number, repetitions: number): { ms: number; value: number } {
  work();
  const times: number[] = [];
  let value = Number.NaN;
  for (let time = 0; time < repetitions; time++) {
    const start = performance.now();
    value = work();
    times.push(performance.now() - start);
  }
  return { ms: times.sort((a, b) => a - b)[repetitions >> 1] as number, value };
}

async function fusionStep(classes: number): Promise<BenchResult> {
  const step = await fusionStepMs({ samples: 100_000, classes });
  if (step === undefined) return { skipped: 'no Chromium here' };
  return { ratio: step.ms, detail: `median of ${step.steps} steps in ${step.browser}: AUC, F1, log loss, confusion and ROC for drawing` };
}

export const rows: BenchRow[] = [
  { id: 'K1', title: 'AUC of 1 M scores, exact with ties', floor: 1.5, target: 4, run: () => against(1_000_000, 'auc') },
  { id: 'K1b', title: 'AUC of 10 M scores, exact with ties', floor: 1.5, target: 4, run: () => against(10_000_000, 'auc') },
  { id: 'K2f', title: 'F1 of 1 M decisions', floor: 5, target: 8, run: () => against(1_000_000, 'f1') },
  { id: 'K2l', title: 'log loss of 1 M scores', floor: 4, target: 5, run: () => against(1_000_000, 'logLoss') },
  { id: 'K3', title: 'bootstrap of AUC at 10,000 samples, a replicate', floor: 8, target: 12, run: () => against(10_000, 'bootstrap') },
  { id: 'K4', title: 'ms a weight step, two models of 100,000 samples', floor: 16, target: 10, better: 'lower', run: () => fusionStep(1) },
  { id: 'K4m', title: 'the same with 10 classes', floor: 60, target: 33, better: 'lower', run: () => fusionStep(10) },
  ...sweepRows,
];
