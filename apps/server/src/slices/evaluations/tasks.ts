// What can be asked of the thread: plain data in, plain data out.
import { comparePaired, evaluate } from '@atelier/ml/evaluation';

export const TASKS = { evaluate, comparePaired };
export type Tasks = typeof TASKS;
