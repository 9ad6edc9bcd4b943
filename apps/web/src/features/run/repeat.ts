// What it takes to come to the same numbers again, and whether it is at hand.
import type { RunRepeatQuery } from '../../generated/run.ts';

export interface Need {
  readonly what: string;
  readonly value: string;
  /** Undefined where nobody can tell. */
  readonly met: boolean | undefined;
  readonly why?: string;
}

interface Record {
  readonly seed?: unknown;
  readonly node?: unknown;
  readonly backend?: { readonly name?: unknown; readonly versions?: { readonly [name: string]: unknown } };
}

type Repeat = NonNullable<RunRepeatQuery['run']>;

/** Everything that a launched run was made of. Equal backends in equal versions give equal numbers, others close ones. */
export function needsOf(run: Repeat, record: Record): Need[] {
  const { dataset, split, recipe } = run;
  const backend = record.backend?.name === undefined ? undefined : String(record.backend.name);
  return [
    dataset
      ? { what: 'Data', value: `version ${dataset.number}, ${dataset.contentHash.slice(0, 12)}`, met: true, why: 'versions never change' }
      : { what: 'Data', value: 'not known', met: false, why: 'the run names no dataset' },
    split
      ? { what: 'Split', value: `${split.name}, ${split.hash.slice(0, 12)}`, met: true, why: 'splits never change' }
      : { what: 'Split', value: 'not known', met: false, why: 'the run names no split' },
    ...(recipe ? [{ what: 'Recipe', value: `${recipe.name}, ${recipe.hash.slice(0, 12)}`, met: true }] : []),
    record.seed === undefined
      ? { what: 'Seed', value: 'not known', met: false, why: 'the run recorded none' }
      : { what: 'Seed', value: String(record.seed), met: true },
    ...(backend === undefined ? [] : [backendNeed(backend, record.backend?.versions ?? {}, run)]),
  ];
}

function backendNeed(name: string, versions: { readonly [name: string]: unknown }, { project }: Repeat): Need {
  const wanted = Object.entries(versions).map(([library, version]) => `${library} ${version}`);
  const value = [name, ...wanted].join(', ');
  const same = project.team.agents.filter(
    (agent) =>
      agent.backend === name &&
      Object.entries(versions).every(([library, version]) => (agent.versions as { [name: string]: unknown } | null)?.[library] === version),
  );
  const online = same.find((agent) => agent.online);
  if (online) return { what: 'Backend', value, met: true, why: `${online.name} has it and is online` };
  if (same[0]) return { what: 'Backend', value, met: false, why: `${same[0].name} has it, but is offline` };
  return { what: 'Backend', value, met: false, why: 'no agent has it; on another the numbers will be close, not equal' };
}

/** In one sentence. */
export function verdictOf(needs: readonly Need[]): string {
  const missing = needs.filter((need) => need.met === false);
  if (missing.length === 0) return 'Everything is at hand: run again, it comes to the same numbers, to the bit.';
  return `Not everything is at hand: ${missing.map((need) => need.what.toLowerCase()).join(', ')}.`;
}
