import type { CreateSplitInput, SplitStrategy } from '../../generated/data.ts';

type Need = 'group' | 'time' | 'folds' | 'groupFolds' | 'groups' | 'inner' | 'groupInner';

/** The strategies in the words of people, those that most want first, with what each needs to know. */
export const strategies: readonly { readonly value: SplitStrategy; readonly label: string; readonly needs?: Need }[] = [
  { value: 'STRATIFIED', label: 'Stratified: equal shares of each class' },
  { value: 'GROUPED', label: 'Grouped: a group on one side only', needs: 'group' },
  { value: 'STRATIFIED_GROUPED', label: 'Grouped, with equal shares', needs: 'group' },
  { value: 'RANDOM', label: 'Random' },
  { value: 'TIME', label: 'By time: the latest are tested', needs: 'time' },
  { value: 'STRATIFIED_K_FOLD', label: 'Folds, stratified', needs: 'folds' },
  { value: 'GROUPED_K_FOLD', label: 'Folds, grouped', needs: 'groupFolds' },
  { value: 'K_FOLD', label: 'Folds, random', needs: 'folds' },
  { value: 'STRATIFIED_GROUPED_K_FOLD', label: 'Folds, grouped, with equal shares', needs: 'groupFolds' },
  { value: 'NESTED', label: 'Folds in folds, random', needs: 'inner' },
  { value: 'STRATIFIED_NESTED', label: 'Folds in folds, stratified', needs: 'inner' },
  { value: 'GROUPED_NESTED', label: 'Folds in folds, grouped', needs: 'groupInner' },
  { value: 'LEAVE_ONE_OUT', label: 'Leave one work out' },
  { value: 'LEAVE_ONE_GROUP_OUT', label: 'Leave one group out', needs: 'groups' },
];

export interface SplitNeeds {
  readonly group: boolean;
  readonly time: boolean;
  readonly folds: boolean;
  /** Whether each fold has folds of its own, to choose by. */
  readonly inner: boolean;
  /** Whether shares of train, validation and test are asked for. */
  readonly shares: boolean;
}

export function needsOf(strategy: SplitStrategy): SplitNeeds {
  const needs = strategies.find((candidate) => candidate.value === strategy)?.needs;
  const inner = needs === 'inner' || needs === 'groupInner';
  const folds = inner || needs === 'folds' || needs === 'groupFolds';
  return {
    group: needs === 'group' || needs === 'groupFolds' || needs === 'groups' || needs === 'groupInner',
    time: needs === 'time',
    folds,
    inner,
    shares: !folds && !strategy.startsWith('LEAVE'),
  };
}

/** What a filled form asks for; what the strategy has no use for is left out. */
export function splitInput(version: string, strategy: SplitStrategy, form: FormData): CreateSplitInput {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const needs = needsOf(strategy);
  return {
    version,
    strategy,
    seed: Number(text('seed')),
    fractions: needs.shares ? ['train', 'validation', 'test'].map((part) => Number.parseFloat(text(part)) / 100) : [0.7, 0.15, 0.15],
    ...(text('name') && { name: text('name') }),
    ...(needs.folds && { folds: Number(text('folds')) }),
    ...(needs.folds && Number(text('repeats')) > 1 && { repeats: Number(text('repeats')) }),
    ...(needs.inner && { innerFolds: Number(text('innerFolds')) }),
    ...(needs.group && { groupBy: text('groupBy') }),
    ...(needs.time && { timeColumn: text('timeColumn') }),
    ...(text('stratifyBy') && { stratifyBy: text('stratifyBy') }),
  };
}
