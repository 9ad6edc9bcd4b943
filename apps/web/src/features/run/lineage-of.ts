import { type Lineage, type LineageNode, placeLineage } from '../../charts/prepare/lineage.ts';
import type { RunLineageQuery } from '../../generated/run.ts';
import { plural, words } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';

type LineageRun = NonNullable<RunLineageQuery['run']>;
type Origin = Pick<LineageRun, 'dataset' | 'split' | 'recipe'>;

const kindWords: Readonly<Record<string, string>> = { EXTERNAL: 'Program', FUSION: 'Fusion', EVALUATION: 'Test elsewhere' };

/** Data, split and recipe at the left, the run in the middle, what was made of it at the right. */
export function lineageOf(run: LineageRun, project: string): Lineage {
  const nodes = new Map<string, LineageNode>();
  const edges: [string, string][] = [];
  const put = (node: LineageNode) => nodes.set(node.id, { ...nodes.get(node.id), ...node });
  const originOf = ({ dataset, split, recipe }: Origin, to: string) => {
    if (dataset)
      put({
        id: dataset.id,
        kind: 'Dataset',
        note: `version ${dataset.number}`,
        name: dataset.dataset.name,
        href: links.dataset(project, dataset.dataset.id),
      });
    if (split) {
      put({
        id: split.id,
        kind: 'Split',
        note: words(split.strategy),
        name: split.name,
        href: dataset ? links.dataset(project, dataset.dataset.id, 'splits') : undefined,
      });
      if (dataset) edges.push([dataset.id, split.id]);
      edges.push([split.id, to]);
    } else if (dataset) edges.push([dataset.id, to]);
    if (recipe) {
      put({ id: recipe.id, kind: 'Recipe', name: recipe.name, note: recipe.view });
      edges.push([recipe.id, to]);
    }
  };
  const runNode = (each: { id: string; number: number; name: string; kind: string }, here = false) =>
    put({
      id: each.id,
      kind: kindWords[each.kind] ?? each.kind,
      note: `#${each.number}`,
      name: each.name,
      run: each.number,
      href: links.run(project, each.id),
      here,
    });

  if (run.parent) {
    runNode(run.parent);
    edges.push([run.parent.id, run.id]);
  }
  for (const member of run.members) {
    originOf(member, member.id);
    runNode(member);
    edges.push([member.id, run.id]);
  }
  originOf(run, run.id);
  // A fusion stands on the split of its members; a line of its own would only cross theirs.
  const origins = run.members.length > 0 ? edges.filter(([from, to]) => !(to === run.id && from === run.split?.id)) : edges;
  runNode(run, true);
  for (const made of [...run.fusions, ...run.children.nodes]) {
    runNode(made);
    origins.push([run.id, made.id]);
  }
  for (const [name, evaluation] of [
    ['Validation part', run.validation],
    ['Test part', run.test],
  ] as const) {
    if (!evaluation) continue;
    put({ id: name, kind: 'Evaluation', note: plural(evaluation.samples, 'work'), name, href: links.run(project, run.id, 'evaluation') });
    origins.push([run.id, name]);
  }
  return placeLineage([...nodes.values()], origins);
}
