/** Small tables that a tiny network learns in a second, one for each thing that can be predicted. */
import { createRandom } from '../../packages/ml/src/random.ts';
import { type Dataset, freshName, type Project, type Split, upload } from './world.ts';

const ROWS = 60;

/** `class`: of three kinds; `labels`: any of three; `value`: a number around 1800. */
export type Answer = 'class' | 'labels' | 'value';

const ANSWERS: Record<Answer, (a: number, b: number) => string> = {
  class: (a) => (a > 0.6 ? 'tall' : a < -0.6 ? 'short' : 'middling'),
  labels: (a, b) => [...(a > 0 ? ['high'] : []), ...(b > 0 ? ['wide'] : []), ...(a + b > 0 ? ['large'] : [])].join('|'),
  value: (a, b) => (1800 + 40 * a - 25 * b).toFixed(2),
};

/** The rows of a table with the columns id, a, b, label and group. */
export function tableOf(
  answer: Answer,
  { rows = ROWS, seed = 1, prefix = 'w' }: { rows?: number; seed?: number; prefix?: string } = {},
): string {
  const random = createRandom(seed);
  const lines = Array.from({ length: rows }, (_, row) => {
    const [a, b] = [random.normal(), random.normal()];
    return `${prefix}${row},${a.toFixed(4)},${b.toFixed(4)},${ANSWERS[answer](a, b)},g${row % 15}`;
  });
  return ['id,a,b,label,group', ...lines].join('\n');
}

/** Makes a dataset of a table through the API. */
export async function addTable(project: Project, csv: string, task?: 'MULTILABEL' | 'REGRESSION'): Promise<Dataset> {
  const { owner } = project;
  const { createDataset } = await owner.query('mutation ($input: CreateDatasetInput!) { createDataset(input: $input) { id } }', {
    input: { project: project.id, name: freshName('Table') },
  });
  return { id: createDataset.id, versionId: await addTableVersion(project, createDataset.id, csv, task), project, owner };
}

/** One more version of a dataset. */
export async function addTableVersion(project: Project, dataset: string, csv: string, task?: 'MULTILABEL' | 'REGRESSION'): Promise<string> {
  const { id: file } = await upload(project.owner, project.team, 'works.csv', csv);
  const { addDatasetVersion } = await project.owner.query(
    'mutation ($input: AddDatasetVersionInput!) { addDatasetVersion(input: $input) { id } }',
    {
      input: { dataset, files: [{ name: 'works.csv', file }], ...(task && { options: { task } }) },
    },
  );
  return addDatasetVersion.id;
}

/** Puts a tiny network on the table into the queue. */
export async function launchOnTable(split: Split, more: object = {}): Promise<string> {
  const { launchRun } = await split.owner.query('mutation ($input: LaunchRunInput!) { launchRun(input: $input) { id } }', {
    input: {
      project: split.dataset.project.id,
      split: split.id,
      view: 'table',
      model: { mlp: { dense: [8] } },
      training: { epochs: 12, learningRate: 0.05, batchSize: 16 },
      ...more,
    },
  });
  return launchRun.id;
}

export async function splitTable(dataset: Dataset, options: object): Promise<Split> {
  const { owner, versionId } = dataset;
  const { createSplit } = await owner.query('mutation ($input: CreateSplitInput!) { createSplit(input: $input) { id } }', {
    input: { version: versionId, ...options },
  });
  return { id: createSplit.id, dataset, owner };
}
