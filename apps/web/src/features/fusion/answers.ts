// Answers the questions of the page about the parts it was given: what runs in a worker, and in tests without one.
import { type Choices, createChoices } from './choices.ts';
import type { FusionEngine } from './engine.ts';
import { createLandscape } from './landscape.ts';
import { createClassEngine } from './measure.ts';
import { createLabelEngine } from './measure-labels.ts';
import { createValueEngine } from './measure-values.ts';
import type { ClassPart, LabelPart, ValuePart } from './members.ts';
import type { Answers, Parts, Question } from './questions.ts';

/** What an answer needs is laid out when it is first asked for. */
export function createAnswers(parts: Parts): <Asked extends Question>(question: Asked) => Answers[Asked['ask']] {
  let engine: FusionEngine | undefined;
  let landscape: ReturnType<typeof createLandscape> | undefined;
  let choices: Choices | undefined;
  const engineNow = () => (engine ??= createEngine(parts));
  const landscapeNow = () => (landscape ??= createLandscape(parts));
  const choicesNow = () => (choices ??= createChoices(parts));
  const answer = (question: Question): Answers[Question['ask']] => {
    switch (question.ask) {
      case 'view':
        return engineNow().view(question);
      case 'members':
        return engineNow().members();
      case 'choose':
        return choicesNow().choose(question.metric, question.method);
      case 'folds':
        return engineNow().of(choicesNow().byFolds(question.metric, question.method).scores);
      case 'landscape':
        return landscapeNow().landscape(question.metric, question.method);
      case 'line':
        return landscapeNow().line(question.metric, question.method, question.weights, question.member);
      case 'gain':
        return choicesNow().gain(question);
    }
  };
  return answer as <Asked extends Question>(question: Asked) => Answers[Asked['ask']];
}

export function createEngine(parts: Parts): FusionEngine {
  switch (parts.test.task) {
    case 'classes':
      return createClassEngine(parts as Parts<ClassPart>);
    case 'labels':
      return createLabelEngine(parts as Parts<LabelPart>);
    case 'values':
      return createValueEngine(parts as Parts<ValuePart>);
  }
}
