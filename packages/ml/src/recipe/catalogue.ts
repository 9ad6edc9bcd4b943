/** Every kind of step there is. A new one is a file in `steps/` and a line here. */
import type { Step } from './step.ts';
import { augmentPicture } from './steps/augment-picture.ts';
import { augmentStrokes, tokenDropout, transpose } from './steps/augment-sequence.ts';
import { dropCorrupt, dropDuplicates, dropMissing } from './steps/drop.ts';
import { fillMissing } from './steps/fill-missing.ts';
import { greyscale } from './steps/greyscale.ts';
import { notes } from './steps/notes.ts';
import { oneHot } from './steps/one-hot.ts';
import { pad } from './steps/pad.ts';
import { resize } from './steps/resize.ts';
import { scale } from './steps/scale.ts';
import { tokenise } from './steps/tokenise.ts';
import { vocabulary } from './steps/vocabulary.ts';
import { windows } from './steps/windows.ts';

export const STEPS: ReadonlyMap<string, Step> = new Map(
  [
    dropMissing,
    dropDuplicates,
    dropCorrupt,
    fillMissing,
    scale,
    resize,
    greyscale,
    oneHot,
    tokenise,
    vocabulary,
    pad,
    windows,
    notes,
    augmentPicture,
    transpose,
    augmentStrokes,
    tokenDropout,
  ].map((step) => [step.name, step]),
);
