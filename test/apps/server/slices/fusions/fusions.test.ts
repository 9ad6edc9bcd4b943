import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createEngine } from '../../../../../apps/web/src/features/fusion/answers.ts';
import { alignedPart, type MemberRun } from '../../../../../apps/web/src/features/fusion/members.ts';
import { behind } from '../../../../support/behind.ts';
import { carryOut, claim, launch, register, unpack } from '../../../../support/launches.ts';
import { openWorld, type Split, type World } from '../../../../support/world.ts';

let world: World;
let split: Split;
let runs: string[];
let elsewhere: string;

/** Launches and carries out one run as good as `skill` says. */
async function trained(on: Split, agent: string, name: string, skill: number, seed: number): Promise<string> {
  const { id } = await launch(on, { name, seed });
  await carryOut((await claim(world, agent))!, skill, seed);
  return id;
}

beforeAll(async () => {
  world = await openWorld();
  const dataset = await world.team().project().dataset({ samples: 400 });
  const draw = async (seed: number): Promise<Split> => {
    const { createSplit } = await dataset.owner.query(
      'mutation ($version: ID!, $seed: Int!) { createSplit(input: { version: $version, seed: $seed, fractions: [0.4, 0.3, 0.3] }) { id } }',
      { version: dataset.versionId, seed },
    );
    return { id: createSplit.id, dataset, owner: dataset.owner };
  };
  split = await draw(1);
  const agent = await register(world);
  runs = [
    await trained(split, agent, 'good', 0.75, 1),
    await trained(split, agent, 'fair', 0.65, 2),
    await trained(split, agent, 'bad', 0.2, 3),
  ];
  elsewhere = await trained(await draw(2), agent, 'elsewhere', 0.7, 4);
});
afterAll(() => world.close());

const SUGGEST =
  'query ($runs: [ID!]!, $metric: String!) { suggestFusion(runs: $runs, metric: $metric) { weights value metric curve { weight validation test low high } } }';
const PREVIEW =
  'query ($members: [FusionMemberInput!]!, $method: FusionMethod!) { previewFusion(members: $members, method: $method) { samples metric(name: "accuracy") { value } } }';
const FUSE = `mutation ($input: FuseRunsInput!) { fuseRuns(input: $input) { id kind status name params
  fusion { method weightSource metric words gain { name value low high method } gainOver { name } members { weight run { name } } }
  members { name } evaluation { samples metric(name: "accuracy") { value low high } } validation: evaluation(part: VALIDATION) { metric(name: "accuracy") { value } } } }`;
const COMPARE = `query ($ids: [ID!]!, $baseline: ID) { compareRuns(ids: $ids, baseline: $baseline) { runs { name } sameSamples paramDifferences { path values }
  tests { a { name } b { name } metric method difference low high pValue adjustedP words } words disagreements(first: 5) { row sampleId truth predicted } } }`;

const MEMBER = `query ($id: ID!) { run(id: $id) { id number name kind fold split { id } test: predictions(part: TEST) { ...Scores } validation: predictions(part: VALIDATION) { ...Scores } } }
  fragment Scores on Predictions { task classes outputs sampleIds rows groups folds scores truth labels values }`;
const CHECK =
  'query ($members: [FusionMemberInput!]!, $method: FusionMethod!) { previewFusion(members: $members, method: $method) { metrics { name value } } }';

const members = (weights: (number | undefined)[]) =>
  weights.map((weight, index) => ({ run: runs[index], ...(weight !== undefined && { weight }) }));
const fuse = async (input: object) => (await split.owner.query(FUSE, { input: { project: split.dataset.project.id, ...input } })).fuseRuns;

describe('a fusion', () => {
  it('is on the board when it is asked for again after a server that died before it came to that', async () => {
    const { sql } = (await behind(world)).database;
    const again = { method: 'MEAN', weightSource: 'EQUAL', members: members([undefined, undefined]), idempotencyKey: 'again' };
    const { id } = await fuse(again);
    const cells = async () =>
      (await split.owner.query('query ($id: ID!) { run(id: $id) { cells(columns: ["test.accuracy", "validation.accuracy"]) } }', { id }))
        .run.cells;
    const before = await cells();
    expect(before).toEqual([expect.objectContaining({ low: expect.any(Number) }), expect.objectContaining({ low: expect.any(Number) })]);
    await sql.run(`DELETE FROM "BoardValue" b USING "Run" r WHERE r.id = b."runId" AND r.kind = 'FUSION'`);
    expect(await cells()).toEqual([null, null]);
    expect((await fuse(again)).id).toBe(id);
    expect(await cells()).toEqual(before);
  });

  it('is suggested by the validation part, with the curve of both parts', async () => {
    const { suggestFusion } = await split.owner.query(SUGGEST, { runs: runs.slice(0, 2), metric: 'accuracy' });
    const { weights, value, curve } = suggestFusion;
    expect(weights[0] + weights[1]).toBeCloseTo(1, 12);
    expect(curve).toHaveLength(101);
    expect(Math.max(...curve.map((point: { validation: number }) => point.validation))).toBe(value);
    const best = curve.find((point: { weight: number }) => Math.abs(point.weight - weights[0]) < 1e-9);
    expect(best.validation).toBe(value);
    expect(best.low).toBeLessThan(best.test);
    expect(best.high).toBeGreaterThan(best.test);
  });

  it('is previewed as it is published, and published as a run like any other', async () => {
    const { previewFusion } = await split.owner.query(PREVIEW, { members: members([0.6, 0.4]), method: 'WEIGHTED' });
    const run = await fuse({ name: 'both', members: members([3, 2]) });
    expect(run).toMatchObject({
      kind: 'FUSION',
      status: 'FINISHED',
      name: 'both',
      fusion: {
        method: 'WEIGHTED',
        weightSource: 'HAND',
        members: [
          { weight: 0.6, run: { name: 'good' } },
          { weight: 0.4, run: { name: 'fair' } },
        ],
        gainOver: { name: 'good' },
      },
      members: [{ name: 'good' }, { name: 'fair' }],
    });
    expect(run.evaluation.metric.value).toBe(previewFusion.metric.value);
    expect(run.validation.metric.value).toBeGreaterThan(0);
    expect(run.fusion.gain).toMatchObject({ name: 'accuracy' });
    expect(run.fusion.gain.low).toBeLessThanOrEqual(run.fusion.gain.value);
    expect(run.fusion.words).toMatch(/The fusion/);
  });

  it.each(['WEIGHTED', 'GEOMETRIC', 'RANK', 'VOTE'] as const)(
    'of three members by %s is what the explorer in the browser says of it',
    async (method) => {
      const weights = [0.5, 0.3, 0.2];
      const found = await Promise.all(runs.map((id) => split.owner.query(MEMBER, { id })));
      const read = found.map(({ run }) => run as MemberRun);
      const parts = { test: alignedPart(read, 'test')!, validation: alignedPart(read, 'validation') };
      const { metrics: shown } = createEngine(parts).view({ method: method.toLowerCase() as 'weighted', weights });
      const { previewFusion } = await split.owner.query(CHECK, { members: members(weights), method });
      const checked = Object.fromEntries(previewFusion.metrics.map(({ name, value }: { name: string; value: number }) => [name, value]));
      expect(checked).toMatchObject({
        accuracy: shown.accuracy,
        macro_f1: shown.macro_f1,
        // The server's comes with an interval, from the mean of what each sample beats.
        auc: expect.closeTo(shown.auc!, 12),
        log_loss: expect.closeTo(shown.log_loss!, 12),
      });
    },
  );

  it('takes weights from validation, or all alike, as it is told', async () => {
    const { suggestFusion } = await split.owner.query(SUGGEST, { runs: runs.slice(0, 2), metric: 'accuracy' });
    const searched = await fuse({ members: members([undefined, undefined]), weightSource: 'VALIDATION' });
    expect(searched.fusion.members.map(({ weight }: { weight: number }) => weight)).toEqual(suggestFusion.weights);
    const mean = await fuse({ members: members([undefined, undefined, undefined]), weightSource: 'EQUAL', method: 'MEAN' });
    expect(mean.fusion.members.map(({ weight }: { weight: number }) => weight)).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  it.each(['GEOMETRIC', 'RANK', 'VOTE', 'STACK'])('works by %s', async (method) => {
    const run = await fuse({ members: members([undefined, undefined, undefined]), method, weightSource: 'EQUAL' });
    expect(run.evaluation.metric.value).toBeGreaterThan(0.4);
  });

  it('by stacking is learned on validation, with no weights to search', async () => {
    const run = await fuse({ members: members([0.5, 0.3, 0.2]), method: 'STACK', weightSource: 'VALIDATION' });
    expect(run.fusion).toMatchObject({ method: 'STACK', weightSource: 'VALIDATION' });
    expect(run.fusion.members.map(({ weight }: { weight: number }) => weight)).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  it('shows on the board with its own numbers', async () => {
    const { project } = split.dataset;
    const { project: found } = await split.owner.query(
      'query ($team: String!, $slug: String!) { project(team: $team, slug: $slug) { counts { fusions } runs(filter: { query: "kind = fusion and metrics.test_accuracy > 0.5" }, orderBy: { by: METRIC, key: "test_accuracy" }) { nodes { evaluation { metric(name: "accuracy") { value } } } } } }',
      { team: project.team.slug, slug: project.slug },
    );
    const values = found.runs.nodes.map((run: { evaluation: { metric: { value: number } } }) => run.evaluation.metric.value);
    expect(values.length).toBeGreaterThan(2);
    expect(values).toEqual(values.toSorted((a: number, b: number) => b - a));
    expect(found.counts.fusions).toBeGreaterThanOrEqual(values.length);
  });

  it('is refused for runs of different splits, and nothing is left', async () => {
    const before = (await split.owner.query('query ($id: ID!) { run(id: $id) { project { counts { runs } } } }', { id: runs[0] })).run
      .project.counts.runs;
    const input = { project: split.dataset.project.id, members: [{ run: runs[0] }, { run: elsewhere }] };
    const refused = await split.owner.refused(FUSE, { input });
    expect(refused.code).toBe('CONFLICT');
    expect(refused.message).toMatch(/Run #1 is of the split .* and run #4 of the split .*: only runs of one split can be fused/);
    expect(
      (await split.owner.query('query ($id: ID!) { run(id: $id) { project { counts { runs } } } }', { id: runs[0] })).run.project.counts
        .runs,
    ).toBe(before);
  });

  it.each([
    ['one member', [{ run: 0, weight: 1 }], 'A fusion has 2 to 16 members, got 1'],
    ['the same run twice', [{ run: 0 }, { run: 0 }], 'A run is a member of a fusion once'],
    [
      'a negative weight',
      [
        { run: 0, weight: -1 },
        { run: 1, weight: 2 },
      ],
      'A weight is a number of at least 0, got -1',
    ],
    [
      'zeros',
      [
        { run: 0, weight: 0 },
        { run: 1, weight: 0 },
      ],
      'One weight at least must be greater than 0',
    ],
    ['some weights', [{ run: 0, weight: 1 }, { run: 1 }], 'Give every member a weight, or none'],
  ])('is refused with %s', async (_what, given, message) => {
    const refused = await split.owner.refused(PREVIEW, {
      members: given.map(({ run, ...weight }) => ({ run: runs[run], ...weight })),
      method: 'WEIGHTED',
    });
    expect(refused).toEqual({ code: 'INVALID_INPUT', message });
  });
});

describe('a comparison', () => {
  it('tests each pair on the same samples, corrects for their number and says it in words', async () => {
    const { compareRuns } = await split.owner.query(COMPARE, { ids: runs });
    expect(compareRuns.sameSamples).toBe(true);
    expect(compareRuns.words).toHaveLength(3);
    expect(
      compareRuns.words.some((words: string) =>
        /^#1 good is better than #3 bad in accuracy by \d+\.\d points \(paired bootstrap by group, p = 0\.00/.test(words),
      ),
    ).toBe(true);
    const accuracy = compareRuns.tests.filter((test: { metric: string; pValue: number | null }) => test.metric === 'accuracy');
    expect(accuracy.length).toBeGreaterThanOrEqual(3);
    for (const test of accuracy) if (test.pValue !== null) expect(test.adjustedP).toBeGreaterThanOrEqual(test.pValue);
    expect(compareRuns.paramDifferences).toContainEqual({ path: 'seed', values: [1, 2, 3] });
    expect(compareRuns.disagreements).toHaveLength(5);
    expect(compareRuns.disagreements[0].predicted).toHaveLength(3);
  });

  it('lists the fusions of many runs in as many statements as those of one, the newest first, none that is in the trash', async () => {
    const own = async (names: string[]) =>
      (
        await split.owner.query(
          'query ($ids: [ID!]!) { compareRuns(ids: $ids) { runs { id fusions { id number name members { id } } } } }',
          { ids: names },
        )
      ).compareRuns.runs as { id: string; fusions: { id: string; number: number; members: { id: string }[] }[] }[];
    const gone = await fuse({ name: 'gone', method: 'MEAN', weightSource: 'EQUAL', members: members([undefined, undefined]) });
    expect((await own(runs))[0]!.fusions[0]!.id).toBe(gone.id);
    await split.owner.query('mutation ($id: ID!) { deleteRuns(ids: [$id]) }', { id: gone.id });
    const listed = await own(runs);
    expect(listed.map(({ id }) => id)).toEqual(runs);
    for (const { id, fusions } of listed) {
      expect(fusions.map((fusion) => fusion.id)).not.toContain(gone.id);
      expect(fusions.map(({ number }) => number)).toEqual(fusions.map(({ number }) => number).toSorted((a, b) => b - a));
      for (const fusion of fusions) expect(fusion.members.map((member) => member.id)).toContain(id);
    }
    expect(listed[0]!.fusions.length).toBeGreaterThan(0);
    const { prototype } = pg.Client as unknown as { prototype: { query: (...args: unknown[]) => unknown } };
    const spy = vi.spyOn(prototype, 'query');
    const statements = async (ids: string[]) => {
      spy.mockClear();
      await own(ids);
      return spy.mock.calls.filter((call) => JSON.stringify(call[0]).includes('FusionMember')).length;
    };
    try {
      const few = await statements(runs.slice(0, 2));
      expect(few).toBeGreaterThan(0);
      expect(await statements(runs)).toBe(few);
    } finally {
      spy.mockRestore();
    }
  });

  it('tests against a baseline only, when there is one', async () => {
    const { compareRuns } = await split.owner.query(COMPARE, { ids: runs.slice(1), baseline: runs[0] });
    expect(compareRuns.runs.map(({ name }: { name: string }) => name)).toEqual(['good', 'fair', 'bad']);
    expect(compareRuns.words).toHaveLength(2);
  });

  it('makes no test of runs that predicted other samples', async () => {
    const { compareRuns } = await split.owner.query(COMPARE, { ids: [runs[0], elsewhere] });
    expect(compareRuns).toMatchObject({
      sameSamples: false,
      tests: [],
      disagreements: [],
      words: [expect.stringContaining('did not predict the same test samples')],
    });
  });

  it('shows where curves begin, and is none of an outsider’s', async () => {
    const { run } = await split.owner.query('query ($id: ID!) { run(id: $id) { curves(keys: ["loss"]) { values } } }', { id: runs[0] });
    expect(unpack(run.curves[0].values)).toEqual([2, 1]);
    const outsider = await world.person();
    expect((await outsider.refused(COMPARE, { ids: runs })).code).toBe('NOT_FOUND');
    expect((await outsider.refused(SUGGEST, { runs, metric: 'accuracy' })).code).toBe('NOT_FOUND');
    expect((await outsider.refused(PREVIEW, { members: members([1, 1]), method: 'MEAN' })).code).toBe('NOT_FOUND');
    expect((await outsider.refused(FUSE, { input: { project: split.dataset.project.id, members: members([1, 1]) } })).code).toBe(
      'NOT_FOUND',
    );
  });
});
