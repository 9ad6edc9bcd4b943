/** The inner half of nested cross-validation: which of several models does best on folds within what an outer fold may train on. */
import { isLowerBetter } from './evaluation/evaluate.ts';
import { measure } from './fusion/measure.ts';
import type { PartPredictions } from './pipeline.ts';
import { assignmentOf } from './split/assignment.ts';
import { PART_CODES, type Split, UNUSED } from './split/split.ts';

/** What one inner fold says of one candidate; NaN where it says nothing. */
export interface InnerScore {
  readonly candidate: number;
  readonly innerFold: number;
  readonly value: number;
}

export interface CandidateChoice {
  readonly candidate: number;
  /** Mean of each candidate over the inner folds; empty with a single one. */
  readonly choice: readonly number[];
}

export interface ChooseOptions<Candidate> {
  readonly candidates: readonly Candidate[];
  /** Grows by one with each inner fold; what it begins with is not trained again. */
  readonly inner: InnerScore[];
  readonly split: Split;
  /** The outer fold. */
  readonly fold: number;
  readonly metric: string;
  readonly train: (
    candidate: Candidate,
    assignment: Uint8Array,
    where: { candidate: number; innerFold: number },
  ) => Promise<{ readonly predictions: readonly PartPredictions[] }>;
}

/** The candidate with the best mean; of equally good ones the first. A single one is not tried: there is nothing to choose. */
export async function chooseCandidate<Candidate>(options: ChooseOptions<Candidate>): Promise<CandidateChoice> {
  const { candidates, inner, split, metric } = options;
  if (candidates.length === 1) return { candidate: 0, choice: [] };
  const innerCount = split.folds?.innerCount ?? 0;
  for (let at = inner.length; at < candidates.length * innerCount; at++) {
    const where = { candidate: Math.floor(at / innerCount), innerFold: at % innerCount };
    inner.push({ ...where, value: await judge(options, where) });
  }
  const choice = candidates.map((_, candidate) => meanOfDefined(inner.filter((score) => score.candidate === candidate)));
  const sign = isLowerBetter(metric) ? -1 : 1;
  const ranks = choice.map((value) => (Number.isNaN(value) ? Number.NEGATIVE_INFINITY : sign * value));
  return { candidate: ranks.indexOf(Math.max(...ranks)), choice };
}

async function judge<Candidate>(
  { candidates, split, fold, metric, train }: ChooseOptions<Candidate>,
  where: { candidate: number; innerFold: number },
): Promise<number> {
  // The outer fold's test part stays out of sight.
  const assignment = assignmentOf(split, fold, where.innerFold).map((part) => (part === PART_CODES.test ? UNUSED : part));
  // With few groups an inner fold may lie wholly in that test part, or hold all that is left.
  if (!assignment.includes(PART_CODES.validation) || !assignment.includes(PART_CODES.train)) return Number.NaN;
  const { predictions } = await train(candidates[where.candidate]!, assignment, where);
  const judged = predictions.find(({ part }) => part === 'validation');
  return judged === undefined ? Number.NaN : measure(judged.predictions, metric);
}

function meanOfDefined(scores: readonly InnerScore[]): number {
  const defined = scores.filter(({ value }) => !Number.isNaN(value));
  return defined.reduce((sum, { value }) => sum + value, 0) / defined.length;
}
