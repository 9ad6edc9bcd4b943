import { builder } from './builder.ts';

/** The arguments of a list that is short for most: which of its entries are asked for. */
export function windowArgs(usual: number, most: number) {
  return builder.args((t) => ({
    first: t.int({ required: true, defaultValue: usual, description: `How many; at most ${most.toLocaleString('en')}.` }),
    offset: t.int({ required: true, defaultValue: 0, description: 'How many are left out at the beginning.' }),
  }));
}
