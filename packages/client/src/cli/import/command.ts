import type { Atelier } from '../../connect.ts';
import type { Run } from '../../run/run.ts';
import { atelierFor, projectFor, UsageError, type Call, type Command } from '../command.ts';
import { readCsv } from './csv.ts';
import { type Media, mediaOf } from './media.ts';
import { findSources, type Source } from './sources.ts';
import { type Found, readEvents } from './tensorboard.ts';

interface Imported {
  readonly id: string | undefined;
  readonly name: string;
  points: number;
  pictures: number;
  histograms: number;
  /** Tags of what is none of these, and how often each came. */
  readonly leftOut: Record<string, number>;
}

interface Opened {
  readonly run: Run;
  readonly media: Media;
  readonly about: Imported;
}

/** So many points are logged before the spool has a moment to write and send them. */
const PAUSE_AFTER = 20_000;

export const importFiles: Command = {
  name: 'import',
  words: 'PATH…',
  summary: 'makes runs from event files of TensorBoard or from CSV files',
  more: 'A folder is searched for event files, and each folder that has some becomes a run of that name. Scalars become metrics; pictures and histograms become artifacts, as pictures/TAG/STEP.png and histograms/TAG.ndjson. What else there is (texts, sounds) is counted.\nA CSV file has the columns `key,step,value` (and perhaps `run`, `time`), as `export` writes it, or `step` or `epoch` and a column for each metric. `time` is ISO 8601 or seconds since 1970.',
  options: {
    name: { value: 'NAME', summary: 'the name of the run, when there is one only' },
    tags: { value: 'A,B', summary: 'tags for the runs' },
  },
  examples: ['atelier import runs/', 'atelier import history.csv --name "first try" --tags imported'],
  async run(call) {
    if (call.words.length === 0) throw new UsageError('import requires a file or a folder');
    const sources = (await Promise.all(call.words.map(findSources))).flat();
    const name = call.text('name');
    if (name !== undefined && sources.length > 1) throw new UsageError(`--name is for one run, but there are ${sources.length}`);
    // All of it is read once before anything is made of it: a damaged file leaves no half run behind.
    for (const source of sources) for await (const _ of contentOf(source));
    const imported: Imported[] = [];
    for (const source of sources) imported.push(...(await importSource(call, { ...source, name: name ?? source.name })));
    if (call.json) return call.output(JSON.stringify(imported));
    for (const run of imported) call.output(lineOf(run));
  },
};

async function importSource(call: Call, source: Source): Promise<Imported[]> {
  const open = new Map<string, Opened>();
  const { atelier, project } = target(call);

  async function runOf(part: string): Promise<Opened> {
    const known = open.get(part);
    if (known !== undefined) return known;
    const name = part === '' ? source.name : `${source.name} ${part}`;
    const tags = call.list('tags');
    const run = await atelier.startRun({
      project,
      name,
      ...(tags === undefined ? {} : { tags }),
      params: { imported: { from: source.format, files: source.files } },
      capture: false,
      onProblem: call.remark,
    });
    const made = { run, media: mediaOf(run), about: { id: run.id, name, points: 0, pictures: 0, histograms: 0, leftOut: {} } };
    open.set(part, made);
    return made;
  }

  try {
    for await (const found of contentOf(source)) {
      const { run, about, media } = await runOf(found.run);
      if ('other' in found) about.leftOut[found.other] = (about.leftOut[found.other] ?? 0) + 1;
      else if ('pictures' in found) {
        media.keepPictures(found.pictures, found.at);
        about.pictures += found.pictures.length;
      } else if ('histogram' in found) {
        media.keepHistogram(found.histogram, found.at);
        about.histograms++;
      } else {
        run.log({ [found.key]: found.value }, { step: found.step, ...(found.time === undefined ? {} : { time: found.time }) });
        about.points++;
        if (about.points % PAUSE_AFTER === 0) await run.flush();
      }
    }
    for (const { media } of open.values()) media.finish();
  } catch (error) {
    // It could be read before. What came is kept, and says that it is not all.
    for (const { run } of open.values()) await run.finish({ outcome: 'FAILED', reason: (error as Error).message });
    throw error;
  }
  for (const { run } of open.values()) {
    const { complete, stopped } = await run.finish({ withinMs: 600_000 });
    if (!complete) throw stopped ?? new Error('not everything could be delivered in time; `atelier sync` delivers the rest');
  }
  return Array.from(open.values(), ({ about }) => about);
}

type FoundIn = { readonly run: string } & (
  | { readonly key: string; readonly step: number; readonly value: number; readonly time: number | undefined }
  | Exclude<Found, { readonly scalar: unknown }>
);

async function* contentOf({ format, files }: Source): AsyncGenerator<FoundIn> {
  for (const file of files) {
    if (format === 'csv') {
      yield* readCsv(file);
      continue;
    }
    for await (const found of readEvents(file)) {
      if (!('scalar' in found)) yield { run: '', ...found };
      else yield { run: '', key: found.scalar.tag, step: found.scalar.step, value: found.scalar.value, time: found.scalar.time };
    }
  }
}

function target(call: Call): { atelier: Atelier; project: string } {
  const { team, slug } = projectFor(call);
  return { atelier: atelierFor(call), project: `${team}/${slug}` };
}

function lineOf({ id, name, points, pictures, histograms, leftOut }: Imported): string {
  const others = Object.values(leftOut).reduce((sum, count) => sum + count, 0);
  const parts = [
    `${points} points`,
    ...(pictures === 0 ? [] : [`${pictures} pictures`]),
    ...(histograms === 0 ? [] : [`${histograms} histograms`]),
    ...(others === 0 ? [] : [`${others} of another kind left out`]),
  ];
  return `${name}: ${parts.join(', ')}; ${id ?? 'not delivered yet'}`;
}
