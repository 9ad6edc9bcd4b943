// Runs apart: draws a split.
import { answer } from '../../apart/answer.ts';
import { type DatasetPaths, withDataset } from '../../apart/with-dataset.ts';
import { type DrawOptions, drawSplit } from './draw.ts';

answer(({ files, options }: { files: DatasetPaths; options: DrawOptions }) => withDataset(files, (dataset) => drawSplit(dataset, options)));
