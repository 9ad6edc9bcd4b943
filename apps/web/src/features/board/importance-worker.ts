// Grows the forest beside the page, which goes on answering meanwhile.
import { type Importance, importanceOf } from '../../charts/prepare/importance.ts';
import type { PlotColumn } from '../../charts/prepare/parallel.ts';

export interface ImportanceQuestion {
  readonly columns: readonly PlotColumn[];
  readonly outcome: readonly number[];
}

export interface ImportanceAnswer {
  readonly importance: Importance | undefined;
}

self.onmessage = ({ data: { columns, outcome } }: MessageEvent<ImportanceQuestion>) => {
  const answer: ImportanceAnswer = { importance: importanceOf(columns, outcome) };
  self.postMessage(answer);
};
