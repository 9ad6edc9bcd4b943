import { RunDot } from '../../charts/draw/RunDot.tsx';
import type { ComparedRun } from './compared-run.ts';

/** A column head for each run, by its colour and number. */
export function RunHeads({ runs }: { runs: readonly Pick<ComparedRun, 'id' | 'number'>[] }) {
  return runs.map((run) => (
    <th key={run.id} scope="col">
      <RunDot number={run.number} /> #{run.number}
    </th>
  ));
}
