import { DatasetsDocument, type DatasetsQuery } from '../operations/generated/operations.ts';
import { AtelierError } from '../transport/errors.ts';
import { atelierFor, projectFor, type Command } from './command.ts';

type Held = NonNullable<DatasetsQuery['project']>;

export const datasets: Command = {
  name: 'datasets',
  words: '',
  summary: 'lists the datasets of a project with their newest versions and splits, and the ids that `launch` and `evaluate` need',
  examples: ['atelier datasets', 'atelier datasets --json'],
  async run(call) {
    const { team, slug } = projectFor(call);
    const { project } = await atelierFor(call).request(DatasetsDocument, { team, project: slug });
    if (project === null) throw new AtelierError('NOT_FOUND', `there is no project ${team}/${slug}`);
    if (call.json) call.output(JSON.stringify(project.datasets.nodes.map((dataset) => withSplits(dataset, project))));
    else for (const line of linesOf(project)) call.output(line);
  },
};

function withSplits({ versions, ...dataset }: Held['datasets']['nodes'][number], { splits }: Held): object {
  const of = (id: string) => splits.nodes.filter(({ version }) => version.id === id).map(({ version: _, ...split }) => split);
  return { ...dataset, versions: versions.nodes.map((version) => ({ ...version, splits: of(version.id) })) };
}

function linesOf({ datasets, splits }: Held): string[] {
  if (datasets.nodes.length === 0) return ['There is no dataset in this project yet.'];
  return datasets.nodes.flatMap(({ name, versions }) => [
    name,
    ...versions.nodes.flatMap(({ id, number, samples, views }) => [
      `  version ${number}  ${samples} works, ${views.map((view) => `${view.name} (${view.modality.toLowerCase()})`).join(', ')}  ${id}`,
      ...splits.nodes.filter(({ version }) => version.id === id).map((split) => `    split  ${split.name}  ${split.id}`),
    ]),
  ]);
}
