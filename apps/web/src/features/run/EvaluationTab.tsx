'use client';
import { useMemo } from 'react';
import { ConfusionTable } from '../../charts/draw/ConfusionTable.tsx';
import { Figure } from '../../charts/draw/Figure.tsx';
import { UnitFigure } from '../../charts/draw/UnitFigure.tsx';
import { useScheme } from '../../charts/draw/use-scheme.ts';
import { isOver } from '../../charts/prepare/run-status.ts';
import { runColor } from '../../charts/prepare/run-colors.ts';
import type { UnitLine } from '../../charts/prepare/unit-curve.ts';
import { RunEvaluationDocument } from '../../generated/run.ts';
import { count } from '../../lib/format.ts';
import { unpackF64s } from '../../lib/packed.ts';
import { problemOf } from '../../lib/problem.ts';
import { useSetQuery } from '../../lib/query-state.ts';
import { Empty } from '../../ui/Empty.tsx';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { EvaluatedMetrics, PerClassTable } from './EvaluationTables.tsx';
import { PartChoice, usePart } from './PartChoice.tsx';
import styles from './Run.module.css';
import type { Run } from './RunHeader.tsx';
import { useEvaluation } from './use-evaluation.ts';
import { ValueFigures } from './ValueFigures.tsx';

export function EvaluationTab({ run }: { run: Run }) {
  const scheme = useScheme();
  const setQuery = useSetQuery();
  const [part] = usePart();
  const { evaluation, error, fetching } = useEvaluation(run, part);
  const query = { document: RunEvaluationDocument, variables: { id: run.id, part } };
  const curves = useMemo(() => {
    const lines = (list: readonly { name: string; x: string; y: string }[] = [], marks = false): UnitLine[] =>
      list.map((curve, index) => ({
        label: curve.name,
        color: runColor(index + 1, scheme),
        x: unpackF64s(curve.x),
        y: unpackF64s(curve.y),
        marks,
      }));
    return { roc: lines(evaluation?.roc), pr: lines(evaluation?.precisionRecall), calibration: lines(evaluation?.calibration, true) };
  }, [evaluation, scheme]);
  const choice = (
    <PartChoice>
      {evaluation && (
        <span className="muted">
          {count(evaluation.samples)} works · computed by {evaluation.computedWith} from the stored predictions
        </span>
      )}
    </PartChoice>
  );
  if (error) return <FormProblem problem={problemOf(error)} />;
  if (!evaluation) {
    if (fetching) return <Waiting />;
    return (
      <>
        {choice}
        <Empty title="Not evaluated yet">
          {isOver(run.status)
            ? 'This run left no predictions for this part.'
            : 'Predictions come at the end of training; the evaluation appears here by itself.'}
        </Empty>
      </>
    );
  }
  const tableOf = (lines: readonly UnitLine[], x: string, y: string) => () => ({
    columns: ['class', x, y],
    rows: lines.flatMap((line) =>
      Array.from({ length: line.x.length }, (_, index) => [line.label, line.x[index]!, line.y[index]!] as const),
    ),
  });
  return (
    <>
      {choice}
      <div className={styles.evaluation}>
        <EvaluatedMetrics metrics={evaluation.metrics} query={query} />
        {curves.roc.length > 0 && (
          <Figure
            title="ROC"
            note={evaluation.classes.length > 2 ? 'one against rest' : ''}
            query={query}
            table={tableOf(curves.roc, 'false positive rate', 'true positive rate')}
          >
            <UnitFigure lines={curves.roc} label="ROC" xLabel="false positive rate" yLabel="true positive rate" diagonal />
          </Figure>
        )}
        {curves.pr.length > 0 && (
          <Figure
            title="Precision and recall"
            note={evaluation.classes.length > 2 ? 'one against rest' : ''}
            query={query}
            table={tableOf(curves.pr, 'recall', 'precision')}
          >
            <UnitFigure lines={curves.pr} label="Precision and recall" xLabel="recall" yLabel="precision" />
          </Figure>
        )}
        {evaluation.confusion.length > 0 && (
          <Figure
            title="Confusion"
            note="rows: truth · a click shows the works"
            query={query}
            table={() => ({
              columns: ['truth', ...evaluation.classes],
              rows: evaluation.confusion.map((row, index) => [evaluation.classes[index] ?? '', ...row]),
            })}
          >
            <ConfusionTable
              classes={evaluation.classes}
              counts={evaluation.confusion}
              label="Confusion matrix"
              onChoose={(truth, said) => setQuery({ tab: 'predictions', truth, said, only: '', page: '' })}
            />
          </Figure>
        )}
        {curves.calibration.length > 0 && (
          <Figure title="Calibration" note="said against seen" query={query} table={tableOf(curves.calibration, 'said', 'was')}>
            <UnitFigure lines={curves.calibration} label="Calibration" xLabel="predicted probability" yLabel="observed share" diagonal />
          </Figure>
        )}
        <ValueFigures evaluation={evaluation} query={query} />
        {evaluation.perClass.length > 0 && <PerClassTable classes={evaluation.perClass} query={query} />}
      </div>
    </>
  );
}
