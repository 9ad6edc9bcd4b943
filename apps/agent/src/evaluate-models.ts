/** Train here, test there: asks trained models about works of another dataset version. */
import { readFileSync } from 'node:fs';
import { type BackendName, decodeTrained, predictTrained } from '@atelier/ml';
import { PART_CODES } from '@atelier/ml/split';
import { toLog } from './predictions-to-log.ts';
import type { Work } from './run-task.ts';
import type { EvaluationTask } from './task.ts';

export async function evaluateModels(task: EvaluationTask, { dataset, recorder, signal, onProgress }: Work): Promise<void> {
  const models = task.models.map((path) => decodeTrained(readFileSync(path)));
  const assignment = Buffer.from(task.assignment, 'base64');
  const rows = Uint32Array.from(assignment.keys().filter((row) => assignment[row] === PART_CODES.test));
  console.log(
    `Testing ${models.length === 1 ? 'the model' : `the mean of ${models.length} models`} on ${rows.length} of ${dataset.samples} works.`,
  );
  onProgress({ fraction: 0 });
  const started = performance.now();
  const said = await predictTrained(models, dataset, { rows, view: task.view, backend: task.backend as 'auto' | BackendName, signal });
  recorder.update({ backend: said.backend.name, reproducibility: { node: process.version, backend: { ...said.backend } } });
  recorder.logPredictions(toLog(said));
  console.log(`Predicted ${said.rows.length} works on ${said.backend.name} in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  if (said.rows.length < rows.length) console.log(`${rows.length - said.rows.length} works were dropped by the recipe.`);
  onProgress({ fraction: 1, etaMs: 0 });
}
