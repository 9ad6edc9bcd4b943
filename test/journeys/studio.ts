/** A project with a run that has everything and datasets to look into, made through the API by the person at the browser. */
import type { Page } from 'playwright-core';

export interface Studio {
  /** Addresses of pages. */
  readonly run: string;
  readonly data: string;
  readonly dataset: string;
  /** A dataset with two versions. */
  readonly changed: string;
  readonly queue: string;
  readonly audit: string;
  /** Points of each curve. */
  readonly steps: number;
}

const steps = 50;
const esc = '\u001b';

export async function fillStudio(page: Page): Promise<Studio> {
  const query = (text: string, variables: object = {}): Promise<Record<string, any>> =>
    page.evaluate(
      async ([text, variables]) => {
        const response = await fetch('/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query: text, variables }),
        });
        const { data, errors } = (await response.json()) as { data: Record<string, any>; errors?: unknown };
        if (errors) throw new Error(JSON.stringify(errors));
        return data;
      },
      [text, variables] as const,
    );
  const upload = async (team: string, name: string, text: string): Promise<string> =>
    page.evaluate(
      async ([team, name, text]) =>
        ((await (await fetch(`/files?team=${team}&name=${name}`, { method: 'PUT', body: text })).json()) as { id: string }).id,
      [team, name, text] as const,
    );

  const { createTeam: team } = await query('mutation { createTeam(name: "Studio") { id slug } }');
  const { createProject: project } = await query('mutation ($team: ID!) { createProject(team: $team, name: "Shapes") { id slug } }', {
    team: team.id,
  });
  const { addSampleDataset: version } = await query(
    'mutation ($project: ID!) { addSampleDataset(project: $project) { id dataset { id } } }',
    {
      project: project.id,
    },
  );
  const { createSplit: split } = await query(
    'mutation ($version: ID!) { createSplit(input: { version: $version, strategy: STRATIFIED_GROUPED, fractions: [0.6, 0.2, 0.2], seed: 1 }) { id } }',
    { version: version.id },
  );
  const { startRun: run } = await query('mutation ($input: StartRunInput!) { startRun(input: $input) { id } }', {
    input: {
      project: project.id,
      name: 'From a program',
      split: split.id,
      params: { model: { units: 64, layers: 2 }, training: { learningRate: 0.001 } },
      reproducibility: { command: ['node', 'train.ts'], git: { commit: 'a1b2c3d', dirty: false } },
    },
  });
  await query('mutation ($input: UpdateRunInput!) { updateRun(input: $input) { id } }', {
    input: { run: run.id, correct: true, params: { model: { units: 128 } } },
  });
  const keys = ['loss', 'val_loss', 'accuracy', 'val_accuracy', 'batch_loss', 'system/cpu_percent'];
  const points = keys.flatMap((key, curve) =>
    Array.from({ length: steps }, (_, step) => ({ key, step, value: Math.exp(-step / (10 + curve)) })),
  );
  await query('mutation ($run: ID!, $points: [MetricPointInput!]!) { logMetrics(run: $run, points: $points) }', { run: run.id, points });
  const lines = Array.from({ length: 40 }, (_, index) =>
    index === 20 ? `${esc}[31merror${esc}[0m cannot read <script>throw new Error('ran')</script>` : `${esc}[32minfo${esc}[0m step ${index}`,
  );
  await query('mutation ($run: ID!, $text: String!) { appendLog(run: $run, writer: "w", sequence: 1, text: $text) }', {
    run: run.id,
    text: `${lines.join('\n')}\n`,
  });
  const picture = await page.evaluate(
    async (address) => {
      const body = await (await fetch(address)).blob();
      return ((await (await fetch('/files?team=studio&name=sample.png', { method: 'PUT', body })).json()) as { id: string }).id;
    },
    await pictureOf(version.id),
  );
  const artifacts: [string, string][] = [
    ['figures/sample.png', picture],
    ['tables/scores.csv', await upload(team.slug, 'scores.csv', 'name,comment\nwork 1,"says ""hi"", twice"\n')],
    ['config.json', await upload(team.slug, 'config.json', '{"seed":1,"big":12345678901234567890}')],
    ['report.html', await upload(team.slug, 'report.html', "<h1>Report</h1><script>throw new Error('ran')</script>")],
  ];
  for (const [path, file] of artifacts)
    await query('mutation ($input: AttachArtifactInput!) { attachArtifact(input: $input) { id } }', { input: { run: run.id, path, file } });
  await predictOneClass(run.id, version.id, split.id);
  await query('mutation ($run: ID!) { finishRun(input: { run: $run }) { id } }', { run: run.id });

  const { createDataset: changed } = await query(
    'mutation ($project: ID!) { createDataset(input: { project: $project, name: "Words" }) { id } }',
    {
      project: project.id,
    },
  );
  for (const table of ['id,label,size\na,x,1\nb,y,2\nc,y,4\n', 'id,label,size\na,y,1\nc,y,4\nd,x,3\n']) {
    const file = await upload(team.slug, 'works.csv', table);
    await query('mutation ($input: AddDatasetVersionInput!) { addDatasetVersion(input: $input) { id } }', {
      input: { dataset: changed.id, files: [{ file, name: 'works.csv' }], options: { id: 'id', label: 'label' } },
    });
  }
  const where = `project=${team.slug}/${project.slug}`;
  const address = (path: string, id: string) => `/${path}?${where}&id=${encodeURIComponent(id)}`;
  return {
    run: address('run', run.id),
    data: `/data?${where}`,
    dataset: address('dataset', version.dataset.id),
    changed: address('dataset', changed.id),
    queue: `/queue?${where}`,
    audit: `/audit?${where}`,
    steps,
  };

  /** A program that gives the first class 0.7, whatever it sees. */
  async function predictOneClass(run: string, version: string, split: string): Promise<void> {
    const { split: drawn, datasetVersion } = await query(
      'query ($version: ID!, $split: ID!) { split(id: $split) { assignment } datasetVersion(id: $version) { classes { name } } }',
      { version, split },
    );
    const rows = [...Buffer.from(drawn.assignment, 'base64').entries()].flatMap(([row, part]) => (part === 2 ? [row] : []));
    const { datasetVersion: tested } = await query(
      'query ($version: ID!, $rows: [Int!]!, $first: Int!) { datasetVersion(id: $version) { works(rows: $rows, first: $first) { nodes { row label } } } }',
      { version, rows, first: rows.length },
    );
    const works = tested.works.nodes as { row: number; label: string }[];
    const classes = (datasetVersion.classes as { name: string }[]).map(({ name }) => name);
    const packed = (values: Int32Array | Float32Array) => Buffer.from(values.buffer).toString('base64');
    await query('mutation ($input: RecordPredictionsInput!) { recordPredictions(input: $input) { samples } }', {
      input: {
        run,
        part: 'TEST',
        classes,
        rows: packed(Int32Array.from(works, ({ row }) => row)),
        truth: packed(Int32Array.from(works, ({ label }) => classes.indexOf(label))),
        scores: packed(Float32Array.from(works.flatMap(() => classes.map((_, at) => (at === 0 ? 0.7 : 0.3 / (classes.length - 1)))))),
      },
    });
  }

  async function pictureOf(id: string): Promise<string> {
    const { datasetVersion } = await query(
      'query ($id: ID!) { datasetVersion(id: $id) { works(first: 1) { nodes { views { imageUrl } } } } }',
      { id },
    );
    return datasetVersion.works.nodes[0].views[0].imageUrl;
  }
}
