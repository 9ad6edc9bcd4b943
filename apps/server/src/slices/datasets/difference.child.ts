// Runs apart: compares two versions.
import { answer } from '../../apart/answer.ts';
import { type DatasetPaths, withDataset } from '../../apart/with-dataset.ts';
import { differenceOf } from './difference.ts';

answer(({ before, after }: { before: DatasetPaths; after: DatasetPaths }) =>
  withDataset(before, (earlier) => withDataset(after, (later) => differenceOf(earlier, later))),
);
