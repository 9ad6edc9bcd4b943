'use client';
import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { isOver } from '../../charts/prepare/run-status.ts';
import { RunLogDocument, RunLogGrewDocument } from '../../generated/run.ts';
import { type Problem, problemOf } from '../../lib/problem.ts';
import type { Run } from './RunHeader.tsx';

export interface RunLog {
  /** The last line is empty when the output ends with a line break. */
  readonly lines: readonly string[];
  readonly loaded: boolean;
  /** Longer than is kept: its end is missing. */
  readonly truncated: boolean;
  readonly problem: Problem | undefined;
}

const nothing: RunLog = { lines: [], loaded: false, truncated: false, problem: undefined };

/** The output of a run: all there is, page by page, and then whatever comes. */
export function useRunLog(run: Run): RunLog {
  const client = useClient();
  const [log, setLog] = useState(nothing);
  const live = !isOver(run.status);
  useEffect(() => {
    let gone = false;
    let stop = () => {};
    const take = (page: { text: string; truncated: boolean }) =>
      setLog((was) => ({ ...was, loaded: true, lines: grown(was.lines, page.text), truncated: was.truncated || page.truncated }));
    const read = async (after: string | null): Promise<string | null> => {
      const { data, error } = await client.query(RunLogDocument, { id: run.id, after }, { requestPolicy: 'network-only' });
      const page = data?.run?.log;
      if (gone) return after;
      if (error) setLog((was) => ({ ...was, problem: problemOf(error) }));
      if (!page) return after;
      take(page);
      return page.text.length > 0 && page.cursor !== after ? read(page.cursor) : page.cursor;
    };
    setLog(nothing);
    void read(null).then((after) => {
      if (gone || !live) return;
      stop = client.subscription(RunLogGrewDocument, { id: run.id, after }).subscribe(({ data }) => data && take(data.logGrew)).unsubscribe;
    });
    return () => {
      gone = true;
      stop();
    };
  }, [client, run.id, live]);
  return log;
}

/** Lines with a piece of text after them; the piece may begin in the middle of a line. */
export function grown(lines: readonly string[], text: string): readonly string[] {
  if (text === '') return lines;
  const [first = '', ...rest] = text.split('\n');
  const last = lines.at(-1) ?? '';
  return [...lines.slice(0, -1), last + first, ...rest];
}
