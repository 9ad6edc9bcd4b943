'use client';
import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { apart } from '../../ui/apart.tsx';
import { useMemo, useState } from 'react';
import { useQuery } from 'urql';
import type { FigureQuery } from '../../charts/draw/figure-query.ts';
import { TableTools } from '../../charts/draw/TableTools.tsx';
import { isOver } from '../../charts/prepare/run-status.ts';
import { RunPredictionsDocument } from '../../generated/run.ts';
import { count, plural } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { useQueryState, useSetQuery } from '../../lib/query-state.ts';
import { Empty } from '../../ui/Empty.tsx';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Panel } from '../../ui/Page.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { PartChoice, usePart } from './PartChoice.tsx';
import { choose, type Order, orders, type Predicted, type PredictedWork, readPredictions } from './predicted.ts';
import { PredictedCards } from './PredictedCards.tsx';
import styles from './Predictions.module.css';
import type { Run } from './RunHeader.tsx';
import { isLaunched } from './run-kind.ts';
import { usePredictedWorks } from './use-predicted-works.ts';

const WorkWindow = apart(() => import('./PredictedWindow.tsx').then((module) => module.PredictedWindow));

const pageSize = 48;

/** What the run said of each work, the surest mistakes first, with the works themselves. */
export function PredictionsTab({ run, project }: { run: Run; project: string }) {
  const [part] = usePart();
  const variables = { id: run.id, part };
  const [{ data, error, fetching, stale }] = useQuery({ query: RunPredictionsDocument, variables });
  const packed = data?.run?.predictions;
  const predicted = useMemo(() => (packed ? readPredictions(packed) : undefined), [packed]);
  if (error) return <FormProblem problem={problemOf(error)} />;
  if (!predicted) {
    if (fetching || stale) return <Waiting />;
    return (
      <>
        <PartChoice />
        <Empty title="No predictions">
          {isOver(run.status) || !isLaunched(run.kind)
            ? 'There are none of this part. Programs that log with the SDK can record what they predict of each work.'
            : 'They come at the end of training, and the works with them.'}
        </Empty>
      </>
    );
  }
  return (
    <PredictedWorks key={part} run={run} project={project} predicted={predicted} query={{ document: RunPredictionsDocument, variables }} />
  );
}

interface PredictedWorksProps {
  run: Run;
  project: string;
  predicted: Predicted;
  query: FigureQuery;
}

function PredictedWorks({ run, project, predicted, query }: PredictedWorksProps) {
  const setQuery = useSetQuery();
  const [ordered] = useQueryState('order', 'wrong');
  const [truth] = useQueryState('truth');
  const [said] = useQueryState('said');
  const [only] = useQueryState('only');
  const [pageText] = useQueryState('page', '1');
  const [open, setOpen] = useState<number>();
  const order = orders.includes(ordered as Order) ? (ordered as Order) : 'wrong';
  const places = useMemo(
    () => choose(predicted, { order, truth, said, only: only === 'right' || only === 'wrong' ? only : undefined }),
    [predicted, order, truth, said, only],
  );
  const pages = Math.max(1, Math.ceil(places.length / pageSize));
  const page = Math.min(pages, Math.max(1, Math.floor(Number(pageText)) || 1));
  const shown = useMemo(
    () => places.slice((page - 1) * pageSize, page * pageSize).map((at) => predicted.work(at)),
    [predicted, places, page],
  );
  const works = usePredictedWorks(run.dataset?.id, shown);
  // Any other choice begins at its first page.
  const change = (values: Record<string, string>) => setQuery({ page: '', ...values });
  const turn = (to: number) => setQuery({ page: to === 1 ? '' : String(to) });
  return (
    <>
      <PartChoice>
        <NativeSelect
          size="xs"
          aria-label="Order"
          value={order}
          onChange={(event) => change({ order: event.currentTarget.value })}
          data={[
            { value: 'wrong', label: predicted.isOfNumbers ? 'furthest off first' : 'surest mistakes first' },
            ...(predicted.isOfNumbers ? [] : [{ value: 'unsure', label: 'least sure first' }]),
            { value: 'data', label: 'as in the data' },
          ]}
        />
        {!predicted.isOfNumbers && (
          <SegmentedControl
            size="xs"
            aria-label="Which"
            value={only}
            onChange={(value) => change({ only: value })}
            data={[
              { value: '', label: 'All' },
              { value: 'wrong', label: 'Wrong' },
              { value: 'right', label: 'Right' },
            ]}
          />
        )}
        {predicted.isOfOneClass && (
          <>
            <ClassChoice what="In truth" classes={predicted.names} chosen={truth} onChoose={(name) => change({ truth: name })} />
            <ClassChoice what="Said" classes={predicted.names} chosen={said} onChoose={(name) => change({ said: name })} />
          </>
        )}
      </PartChoice>
      <Panel
        title="Predictions"
        note={
          <>
            {noteOf(predicted, places)}
            {' · '}
            <TableTools title="Predictions" query={query} table={() => tableOf(predicted, places)} />
          </>
        }
      >
        {places.length === 0 ? (
          <p className="muted" style={{ margin: 0 }}>
            No work is like that.
          </p>
        ) : (
          <PredictedCards shown={shown} works={works} names={predicted.names} onOpen={setOpen} />
        )}
        {pages > 1 && (
          <nav className={styles.pages} aria-label="Pages of works">
            <Button variant="default" size="xs" disabled={page === 1} onClick={() => turn(page - 1)}>
              ← Before
            </Button>
            <span className="muted">
              {count((page - 1) * pageSize + 1)}–{count(Math.min(page * pageSize, places.length))} of {count(places.length)}
            </span>
            <Button variant="default" size="xs" disabled={page === pages} onClick={() => turn(page + 1)}>
              Next →
            </Button>
          </nav>
        )}
      </Panel>
      {open !== undefined && shown[open] && (
        <WorkWindow shown={shown} works={works} names={predicted.names} at={open} onMove={setOpen} run={run} project={project} />
      )}
    </>
  );
}

interface ClassChoiceProps {
  what: string;
  classes: readonly string[];
  chosen: string;
  onChoose: (name: string) => void;
}

function ClassChoice({ what, classes, chosen, onChoose }: ClassChoiceProps) {
  return (
    <NativeSelect
      size="xs"
      aria-label={what}
      value={chosen}
      onChange={(event) => onChoose(event.currentTarget.value)}
      data={[{ value: '', label: `${what}: any` }, ...classes.map((name) => ({ value: name, label: `${what}: ${name}` }))]}
    />
  );
}

function noteOf(predicted: Predicted, places: readonly number[]): string {
  const works =
    places.length === predicted.samples ? plural(places.length, 'work') : `${count(places.length)} of ${plural(predicted.samples, 'work')}`;
  if (predicted.isOfNumbers || places.length === 0) return works;
  return `${works}, ${count(places.filter((at) => predicted.work(at).right).length)} right`;
}

function tableOf(predicted: Predicted, places: readonly number[]) {
  const row = ({ id, row, truth, said, scores }: PredictedWork) => [id, row, truth, said, ...scores];
  return { columns: ['work', 'row', 'truth', 'said', ...predicted.names], rows: places.map((at) => row(predicted.work(at))) };
}
