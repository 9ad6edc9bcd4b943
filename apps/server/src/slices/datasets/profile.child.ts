// Runs apart: profiles a version.
import { answer } from '../../apart/answer.ts';
import { type DatasetPaths, withDataset } from '../../apart/with-dataset.ts';
import { profileOf } from './profile.ts';

answer((files: DatasetPaths) => withDataset(files, profileOf));
