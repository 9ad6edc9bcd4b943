import { EvaluationDocument, RunDocument } from '../operations/generated/operations.ts';
import { AtelierError } from '../transport/errors.ts';
import { atelierFor, type Command } from './command.ts';
import { findRuns } from './find-run.ts';
import { brief, briefDuration, textTable } from './text-table.ts';

export const runShow: Command = {
  name: 'run show',
  words: 'RUN',
  summary: 'shows one run: params, metrics, evaluation, artifacts',
  examples: ['atelier run show 42', 'atelier run show 42 --json'],
  async run(call) {
    const atelier = atelierFor(call);
    const [id] = await findRuns(call, atelier, 1, 1);
    const { run } = await atelier.request(RunDocument, { id: id! });
    if (run === null) throw new AtelierError('NOT_FOUND', `there is no run ${call.words[0]}`);
    const evaluation = (await atelier.request(EvaluationDocument, { id: id!, part: 'TEST' })).run?.evaluation ?? null;
    if (call.json) return call.output(JSON.stringify({ ...run, evaluation }));
    call.output(`#${run.number} ${run.name}: ${run.status.toLowerCase()}${run.reason === null ? '' : ` (${run.reason})`}`);
    call.output(
      `${run.project.team.slug}/${run.project.slug}, ${run.kind.toLowerCase()}, ${run.backend ?? 'no backend'}, ${briefDuration(run.durationMs)}, ${run.id}`,
    );
    call.output(`params  ${JSON.stringify(run.params)}`);
    if (run.metrics.length > 0) {
      call.output(
        `\n${textTable([['metric', 'last', 'best', 'at step', 'points'], ...run.metrics.map(({ key, last, best, bestStep, count }) => [key, brief(last), brief(best), brief(bestStep), brief(count)])])}`,
      );
    }
    if (evaluation !== null) {
      call.output(
        `\n${textTable([['on test', 'value', '95 % from', 'to'], ...evaluation.metrics.map(({ name, value, low, high }) => [name, brief(value), brief(low), brief(high)])])}`,
      );
    }
    for (const { path, kind, file } of run.artifacts) call.output(`${kind}  ${path}  ${file.sizeBytes} bytes  ${file.sha256}`);
  },
};
