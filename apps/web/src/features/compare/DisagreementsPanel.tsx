'use client';
import { Button, NativeSelect } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { Disagreements } from '../../charts/draw/Disagreements.tsx';
import { TableTools } from '../../charts/draw/TableTools.tsx';
import { ComparedWorksDocument, CompareDisagreementsDocument } from '../../generated/compare.ts';
import { count, plural } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { useQueryState } from '../../lib/query-state.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Panel } from '../../ui/Page.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import styles from './Compare.module.css';
import type { ComparedRun } from './compared-run.ts';
import { isWanted, spreadsOf, verdictsOf } from './who-is-right.ts';

const page = 24;
/** What many runs say of many works is a long answer: fewer works of more runs. */
const mostAnswers = 10_000;
const mostWorks = 500;

interface DisagreementsPanelProps {
  runs: readonly ComparedRun[];
  /** They predicted numbers, of which nobody is right. */
  areNumbers: boolean;
}

/** The works on which the runs disagree, the surest contradictions first, by who is right. */
export function DisagreementsPanel({ runs, areNumbers }: DisagreementsPanelProps) {
  const [who, setWho] = useQueryState('right');
  const [most, setMost] = useState(page);
  const ids = useMemo(() => runs.map((run) => run.id), [runs]);
  const first = Math.max(page, Math.min(mostWorks, Math.floor(mostAnswers / runs.length)));
  const variables = useMemo(() => ({ ids, first }), [ids, first]);
  const [{ data, error }] = useQuery({ query: CompareDisagreementsDocument, variables });
  const found = data?.compareRuns.disagreements;
  const judged = useMemo(() => {
    const spreads = areNumbers && found ? spreadsOf(found) : [];
    return found?.map((each) => ({ ...each, verdicts: verdictsOf(each, areNumbers, spreads) }));
  }, [found, areNumbers]);
  const wanted = judged?.filter(({ verdicts }) => isWanted(verdicts, who, ids)) ?? [];
  const shown = wanted.slice(0, most);
  const version = runs[0]!.split?.version.id;
  const rows = shown.map(({ row }) => row).filter((row) => row >= 0);
  const [{ data: works }] = useQuery({
    query: ComparedWorksDocument,
    variables: { version: version ?? '', rows, first: rows.length },
    pause: !version || rows.length === 0,
  });
  const workOf = new Map(works?.datasetVersion?.works.nodes.map((work) => [work.row, work]));
  const voices = runs.map((run) => ({ name: `#${run.number}`, number: run.number }));
  const table = () => ({
    columns: ['work', 'truth', ...voices.map(({ name }) => name)],
    rows: wanted.map(({ sampleId, truth, predicted }) => [sampleId, truth, ...predicted]),
  });
  return (
    <Panel
      title="Where they disagree"
      note={
        judged &&
        judged.length > 0 && (
          <>
            {noteOf(wanted.length, judged.length, first)} ·{' '}
            <TableTools title="Disagreements" query={{ document: CompareDisagreementsDocument, variables }} table={table} />
          </>
        )
      }
      className={styles.wide}
    >
      {error && !data && <FormProblem problem={problemOf(error)} />}
      {!error && !judged && <Waiting lines={4} />}
      {judged?.length === 0 && <p className={styles.nothing}>They say the same of every work.</p>}
      {judged && judged.length > 0 && (
        <NativeSelect
          label="Show the works where"
          size="xs"
          w={260}
          mb={10}
          value={who}
          onChange={(event) => {
            setWho(event.currentTarget.value);
            setMost(page);
          }}
          data={choices(runs, areNumbers)}
        />
      )}
      {judged && judged.length > 0 && wanted.length === 0 && (
        <p className={styles.nothing}>None of these {plural(judged.length, 'work')} is like that.</p>
      )}
      <Disagreements
        voices={voices}
        works={shown.map(({ row, sampleId, truth, predicted, verdicts }) => ({
          key: sampleId,
          name: sampleId,
          truth,
          said: predicted,
          verdicts,
          views: workOf.get(row)?.views ?? [],
        }))}
      />
      {wanted.length > most && (
        <Button variant="subtle" size="xs" mt={10} onClick={() => setMost(most + page)}>
          Show more
        </Button>
      )}
    </Panel>
  );
}

function choices(runs: readonly ComparedRun[], areNumbers: boolean) {
  const each = (value: (id: string) => string, words: string) =>
    runs.map(({ id, number }) => ({ value: value(id), label: `#${number} ${words}` }));
  const all = { value: '', label: 'they disagree' };
  if (areNumbers) return [all, ...each((id) => id, 'is the nearest')];
  return [
    all,
    { value: 'none', label: 'nobody is right' },
    ...each((id) => `only.${id}`, 'alone is right'),
    ...each((id) => id, 'is right'),
    ...each((id) => `not.${id}`, 'is wrong'),
  ];
}

function noteOf(wanted: number, all: number, first: number): string {
  if (wanted < all) return `${count(wanted)} of ${count(all)} works`;
  return all >= first ? `the ${count(all)} surest contradictions` : plural(all, 'work');
}
