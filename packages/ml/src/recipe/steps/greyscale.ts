import { z } from 'zod';
import type { ValueBatch } from '../batch.ts';
import { requireForm } from '../require-form.ts';
import { defineStep } from '../step.ts';

/** Brightness by ITU-R BT.601; transparency is dropped. */
const WEIGHTS = [0.299, 0.587, 0.114];

export const greyscale = defineStep<object, null, ValueBatch>({
  name: 'greyscale',
  options: z.strictObject({}),
  describe: () => 'Turn colours into brightness',
  form: (before) => {
    requireForm('greyscale', before, 'values', ['IMAGE']);
    return { ...before, shape: [before.shape[0], before.shape[1], 1] };
  },
  apply: (batch, before) => {
    const channels = before.shape[2];
    if (channels === 1) return batch;
    const data = new Float64Array(batch.data.length / channels);
    for (let pixel = 0; pixel < data.length; pixel++) {
      for (let channel = 0; channel < 3; channel++) data[pixel] += WEIGHTS[channel] * batch.data[pixel * channels + channel];
    }
    return { ...batch, data };
  },
});
