// What is chosen in the explorer, as it stands in the address: `weights=0.42,0.58&method=rank&metric=auc&member=1`.
import { type Method, type Metric, type Task, tasks } from './tasks.ts';

export interface MixState {
  readonly method: Method;
  readonly metric: Metric;
  /** The member whose weight is followed. */
  readonly followed: number;
  /** Set by hand, all alike, or (what leaves the address empty) chosen by search. */
  readonly weights: readonly number[] | 'equal' | 'chosen';
}

interface Setting {
  readonly task: Task;
  readonly members: number;
}

/** What is not there, or makes no sense, is as it is in the beginning. */
export function readMix(query: Pick<URLSearchParams, 'get'>, { task, members }: Setting): MixState {
  const { methods, metrics } = tasks[task];
  const followed = Number(query.get('member') ?? 0);
  return {
    method: methods.find((method) => method === query.get('method')) ?? methods[0]!,
    metric: metrics.find((metric) => metric === query.get('metric')) ?? metrics[0]!,
    followed: Number.isInteger(followed) && followed >= 0 && followed < members ? followed : 0,
    weights: readWeights(query.get('weights'), members),
  };
}

function readWeights(text: string | null, members: number): MixState['weights'] {
  if (text === 'equal') return 'equal';
  const weights = (text ?? '').split(',').map((each) => (each.trim() === '' ? Number.NaN : Number(each)));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const areWeights = weights.length === members && weights.every((weight) => weight >= 0 && Number.isFinite(weight)) && sum > 0;
  return areWeights ? weights.map((weight) => weight / sum) : 'chosen';
}

/** An empty text for what is as in the beginning. */
export function writeMix({ method, metric, followed, weights }: MixState, { task }: Pick<Setting, 'task'>): Record<string, string> {
  const { methods, metrics } = tasks[task];
  const text = typeof weights === 'string' ? weights : weights.map((weight) => Number(weight.toFixed(4))).join(',');
  return {
    weights: text === 'chosen' ? '' : text,
    method: method === methods[0] ? '' : method,
    metric: metric === metrics[0] ? '' : metric,
    member: followed === 0 ? '' : String(followed),
  };
}
