'use client';
import { useState } from 'react';
import { useQuery } from 'urql';
import { Figure } from '../../charts/draw/Figure.tsx';
import { metricName } from '../../charts/prepare/metric-words.ts';
import { CompareTestsDocument } from '../../generated/compare.ts';
import { count } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Panel } from '../../ui/Page.tsx';
import { TextButton } from '../../ui/TextButton.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { AlikeFigure } from './AlikeFigure.tsx';
import { alikeOf } from './alike.ts';
import styles from './Compare.module.css';
import type { ComparedRun } from './compared-run.ts';
import { TestsTable } from './TestsTable.tsx';
import { summaryAgainst, summaryOfAll } from './verdict-summary.ts';

interface VerdictPanelProps {
  runs: readonly ComparedRun[];
  /** The run that the others are held against. */
  baseline: string | null;
}

/** So many pairs are read sentence by sentence; more of them are summed up first. */
const fewPairs = 3;

/** Is the difference real? In words, then who cannot be told apart, then each test with its interval. */
export function VerdictPanel({ runs, baseline }: VerdictPanelProps) {
  const [isWhole, setWhole] = useState(false);
  const variables = { ids: runs.map((run) => run.id), baseline };
  const [{ data, error, stale }] = useQuery({ query: CompareTestsDocument, variables });
  const query = { document: CompareTestsDocument, variables };
  if (!data) {
    return (
      <Panel
        title="Is the difference real?"
        note={error ? '' : waitingNote(baseline ? runs.length - 1 : (runs.length * (runs.length - 1)) / 2)}
      >
        {error ? <FormProblem problem={problemOf(error)} /> : <Waiting lines={3} />}
      </Panel>
    );
  }
  const { words, tests } = data.compareRuns;
  const alike = alikeOf(
    runs.map((run) => ({ ...run, score: (metric) => run.evaluation?.metrics.find((each) => each.name === metric)?.value })),
    tests,
  );
  const base = runs.find((run) => run.id === baseline);
  const summary = base
    ? summaryAgainst(
        base,
        runs.filter((run) => run !== base),
        tests,
      )
    : alike
      ? summaryOfAll(alike)
      : [];
  const isSummed = words.length > fewPairs && summary.length > 0;
  return (
    <Panel title="Is the difference real?" note={tests.length > 1 ? 'p-values corrected for the number of pairs, by Holm' : ''}>
      <div aria-busy={stale}>
        {[...(isSummed ? summary : []), ...(isSummed && !isWhole ? [] : words)].map((sentence) => (
          <p key={sentence} className={styles.words}>
            {sentence}
          </p>
        ))}
        {isSummed && (
          <p className={styles.foot}>
            <TextButton onClick={() => setWhole(!isWhole)}>
              {isWhole ? 'Only the summary' : `All ${words.length} pairs in words`}
            </TextButton>
          </p>
        )}
        {alike && alike.runs.length > 2 && (
          <Figure
            title={`Who can be told apart, by ${metricName(alike.metric)}`}
            note="a bar joins runs that no test tells apart at 5 %"
            query={query}
            table={() => ({
              columns: ['run', metricName(alike.metric), 'alike with'],
              rows: alike.runs.map((run, place) => [
                `#${run.number} ${run.name}`,
                run.score,
                alike.bars
                  .filter(([from, to]) => place >= from && place <= to)
                  .flatMap(([from, to]) => alike.runs.slice(from, to + 1))
                  .filter((other) => other.id !== run.id)
                  .map((other) => `#${other.number}`)
                  .join(' '),
              ]),
            })}
          >
            <AlikeFigure alike={alike} />
          </Figure>
        )}
        {tests.length > 0 && <TestsTable tests={tests} query={query} />}
      </div>
    </Panel>
  );
}

/** So many pairs are tested in a moment. */
const manyPairs = 100;

function waitingNote(pairs: number): string {
  return pairs > manyPairs ? `testing ${count(pairs)} pairs, which can take a minute; all below is there already` : 'testing each pair';
}
