// Of works on which runs disagree: who is right, and which works to show.

export interface DisputedAnswer {
  readonly truth: string;
  /** What each run says. */
  readonly predicted: readonly string[];
}

export interface Verdict {
  readonly right: boolean;
  readonly words: string;
}

/** Of classes and labels whoever says the truth is right. Of numbers nobody is: whoever is nearest is marked, and all are told how far off they are. */
export function verdictsOf({ truth, predicted }: DisputedAnswer, areNumbers: boolean, spreads: readonly number[]): Verdict[] {
  if (!areNumbers) return predicted.map((said) => ({ right: said === truth, words: said === truth ? 'right' : 'wrong' }));
  const goal = numbersOf(truth);
  const off = predicted.map((said) => numbersOf(said).map((value, at) => Math.abs(value - goal[at]!)));
  const distances = off.map((each) => Math.hypot(...each.map((value, at) => value / (spreads[at] || 1))));
  const least = Math.min(...distances);
  return off.map((each, voice) => {
    const right = distances[voice] === least;
    return { right, words: `${each.map((value) => Number(value.toPrecision(3))).join(', ')} off${right ? ', the nearest' : ''}` };
  });
}

/** How far the true numbers of each output spread, so that several of different units can be weighed against each other. */
export function spreadsOf(answers: readonly DisputedAnswer[]): number[] {
  const truths = answers.map(({ truth }) => numbersOf(truth));
  return (truths[0] ?? []).map((_, at) => {
    const mean = truths.reduce((sum, each) => sum + each[at]!, 0) / truths.length;
    return Math.sqrt(truths.reduce((sum, each) => sum + (each[at]! - mean) ** 2, 0) / truths.length);
  });
}

/** `all`, `none` right, or the id of the run that alone, or among others, is right: as it stands in the address. */
export function isWanted(verdicts: readonly Verdict[], who: string, ids: readonly string[]): boolean {
  if (who === 'none') return verdicts.every(({ right }) => !right);
  const [, how, id] = /^(only|not)\.(.+)$/.exec(who) ?? [undefined, 'right', who];
  const voice = ids.indexOf(id!);
  if (voice < 0) return true;
  const { right } = verdicts[voice]!;
  if (how === 'not') return !right;
  return right && (how !== 'only' || verdicts.every((verdict, other) => other === voice || !verdict.right));
}

function numbersOf(text: string): number[] {
  return text.split(', ').map((part) => Number(part.replace('−', '-')));
}
