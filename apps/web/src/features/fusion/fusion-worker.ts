// Beside the page: computes what is asked, one question after the other, on the parts it was given first.
import { createAnswers } from './answers.ts';
import type { Answers, Parts, Question } from './questions.ts';

export type Asked = { readonly id: number; readonly question: Question };
export type Answered = { readonly id: number; readonly answer?: Answers[Question['ask']]; readonly problem?: string };

let answerTo: ReturnType<typeof createAnswers>;

self.onmessage = ({ data }: MessageEvent<Parts | Asked>) => {
  if (!('question' in data)) {
    answerTo = createAnswers(data);
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
