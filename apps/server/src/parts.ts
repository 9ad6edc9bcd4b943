import { builder } from './builder.ts';
import { Part } from './db/generated/enums.ts';

/** The parts of a split, which splits and evaluations both speak of. */
export const PartType = builder.enumType('Part', {
  description: 'A part of a split.',
  values: {
    [Part.TRAIN]: { description: 'What is learned from.' },
    [Part.VALIDATION]: { description: 'What choices are made on: the best epoch, the weights of a fusion.' },
    [Part.TEST]: { description: 'What is only ever judged by.' },
  },
});
