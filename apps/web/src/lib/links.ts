// Every address of the dashboard. Pages are static files, so what is shown stands in the query string.

type Value = string | number | readonly string[] | undefined;

function address(path: string, query: Record<string, Value>): string {
  const parts = Object.entries(query).flatMap(([name, value]) => {
    if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return [];
    const text = Array.isArray(value) ? value.join(',') : String(value);
    // Slashes and commas are legal in a query and readable.
    return [`${name}=${encodeURIComponent(text).replaceAll('%2F', '/').replaceAll('%2C', ',')}`];
  });
  return parts.length === 0 ? path : `${path}?${parts.join('&')}`;
}

interface Mix {
  readonly weights?: string;
  readonly method?: string;
  readonly metric?: string;
}

interface PublishedFusion {
  readonly members: readonly { readonly weight: number; readonly run: { readonly id: string } }[];
  readonly method: string;
  readonly weightSource: string;
  readonly metric: string;
}

/** Weights that were chosen or learned are found again by whoever looks. */
function mixOf({ members, method, weightSource, metric }: PublishedFusion): Mix {
  const areAlike = weightSource === 'EQUAL' || method === 'MEAN';
  const byHand = weightSource === 'HAND' ? members.map(({ weight }) => Number(weight.toFixed(4))).join() : '';
  return { weights: areAlike ? 'equal' : byHand, method: method === 'MEAN' ? '' : method.toLowerCase(), metric };
}

/** `project` is always `team/slug`. */
export const links = {
  home: () => '/',
  /** `back`: the page to come back to. */
  signIn: (back?: string) => address('/sign-in', { back: back === '/' ? undefined : back }),
  data: (project: string) => address('/data', { project }),
  dataset: (project: string, id: string, tab?: string) => address('/dataset', { project, id, tab }),
  launch: (project: string, from: { split?: string; like?: string } = {}) => address('/launch', { project, ...from }),
  /** A trained model, tested on other works. */
  evaluate: (project: string, run: string) => address('/launch', { project, evaluate: run }),
  queue: (project: string) => address('/queue', { project }),
  runs: (project: string, query: { filter?: string } = {}) => address('/runs', { project, ...query }),
  run: (project: string, id: string, tab?: string) => address('/run', { project, id, tab }),
  compare: (project: string, runs: readonly string[] = []) => address('/compare', { project, runs }),
  /** The published ones, and the choice of members, with those chosen already. */
  fusions: (project: string, runs: readonly string[] = []) => address('/fusions', { project, runs }),
  fusion: (project: string, runs: readonly string[], mix: Mix = {}) => address('/fusion', { project, runs, ...mix }),
  /** The members of a fusion that was published, mixed as they were. */
  published: (project: string, fusion: PublishedFusion) =>
    links.fusion(
      project,
      fusion.members.map(({ run }) => run.id),
      mixOf(fusion),
    ),
  members: (project: string) => address('/members', { project }),
  keys: (project: string) => address('/keys', { project }),
  audit: (project: string) => address('/audit', { project }),
  account: (project: string) => address('/account', { project }),
  appearance: (project: string) => address('/appearance', { project }),
};
