// Runs apart: draws the sample set into a folder.
import { type InputFile, writeSampleSet } from '@atelier/ml/dataset';
import { answer } from '../../apart/answer.ts';

answer(({ folder }: { folder: string }): Promise<InputFile[]> => writeSampleSet({ folder }));
