// Beside the page: computes what is asked, one question after the other, on the parts it was given first.
import { choose, createLandscape, gainOf } from './landscape.ts';
import { createEngine, type FusionEngine } from './measure.ts';
import type { Answers, Parts, Question } from './questions.ts';

export type Asked = { readonly id: number; readonly question: Question };
export type Answered = { readonly id: number; readonly answer?: Answers[Question['ask']]; readonly problem?: string };

let parts: Parts;
let engine: FusionEngine | undefined;
let landscape: ReturnType<typeof createLandscape> | undefined;

self.onmessage = ({ data }: MessageEvent<Parts | Asked>) => {
  if (!('question' in data)) {
    parts = data;
    return;
  }
  const { id, question } = data;
  let answered: Answered;
  try {
    answered = { id, answer: answerTo(question) };
  } catch (error) {
    answered = { id, problem: (error as Error).message };
  }
  self.postMessage(answered);
};

function answerTo(question: Question): Answers[Question['ask']] {
  switch (question.ask) {
    case 'view':
      engine ??= createEngine(parts);
      return engine.view(question);
    case 'members':
      engine ??= createEngine(parts);
      return engine.members();
    case 'choose':
      return choose(parts, question.metric, question.method);
    case 'landscape':
      landscape ??= createLandscape(parts);
      return landscape.landscape(question.metric);
    case 'line':
      landscape ??= createLandscape(parts);
      return landscape.line(question.metric, question.weights, question.member);
    case 'gain':
      return gainOf(parts, question);
  }
}
