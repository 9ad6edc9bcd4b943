// The strategies of the API, and what each is to the ml package: one word for people, protocol and strategy for the draw.
import type { SplitOptions } from '@atelier/ml/split';

type Draw = Required<Pick<SplitOptions, 'protocol' | 'strategy'>>;

export const STRATEGIES = {
  RANDOM: { protocol: 'holdout', strategy: 'random' },
  STRATIFIED: { protocol: 'holdout', strategy: 'stratified' },
  GROUPED: { protocol: 'holdout', strategy: 'grouped' },
  STRATIFIED_GROUPED: { protocol: 'holdout', strategy: 'stratified-grouped' },
  TIME: { protocol: 'holdout', strategy: 'time' },
  K_FOLD: { protocol: 'k-fold', strategy: 'random' },
  STRATIFIED_K_FOLD: { protocol: 'k-fold', strategy: 'stratified' },
  GROUPED_K_FOLD: { protocol: 'k-fold', strategy: 'grouped' },
  STRATIFIED_GROUPED_K_FOLD: { protocol: 'k-fold', strategy: 'stratified-grouped' },
  LEAVE_ONE_OUT: { protocol: 'leave-one-out', strategy: 'random' },
  LEAVE_ONE_GROUP_OUT: { protocol: 'leave-one-group-out', strategy: 'random' },
  NESTED: { protocol: 'nested', strategy: 'random' },
  STRATIFIED_NESTED: { protocol: 'nested', strategy: 'stratified' },
  GROUPED_NESTED: { protocol: 'nested', strategy: 'grouped' },
} as const satisfies Record<string, Draw>;

export type Strategy = keyof typeof STRATEGIES;

/** Whether samples that belong together must stay together: then a column has to say which do. */
export function needsGroups(strategy: Strategy): boolean {
  return STRATEGIES[strategy].strategy.endsWith('grouped') || STRATEGIES[strategy].protocol === 'leave-one-group-out';
}

export function needsTimes(strategy: Strategy): boolean {
  return STRATEGIES[strategy].strategy === 'time';
}
