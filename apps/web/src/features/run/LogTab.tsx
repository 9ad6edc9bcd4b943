// biome-ignore-all lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
'use client';
import { TextInput } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useClient } from 'urql';
import { isOver } from '../../charts/prepare/run-status.ts';
import { RunLogDocument, RunLogGrewDocument } from '../../generated/run.ts';
import { plural } from '../../lib/format.ts';
import { Panel } from '../../ui/Page.tsx';
import styles from './Run.module.css';
import type { Run } from './RunHeader.tsx';

/** The run's output as it comes. It follows the end unless somebody scrolled up. */
export function LogTab({ run }: { run: Run }) {
  const client = useClient();
  const [text, setText] = useState<string>();
  const [cut, setCut] = useState(false);
  const [wanted, setWanted] = useState('');
  const box = useRef<HTMLPreElement>(null);
  const following = useRef(true);
  const live = !isOver(run.status);

  useEffect(() => {
    let gone = false;
    let stop = () => {};
    const take = (page: { text: string; truncated: boolean }) => {
      setText((was) => (was ?? '') + page.text);
      if (page.truncated) setCut(true);
    };
    const read = async (after: string | null): Promise<string | null> => {
      const { data } = await client.query(RunLogDocument, { id: run.id, after }, { requestPolicy: 'network-only' });
      const page = data?.run?.log;
      if (gone || !page) return after;
      take(page);
      return page.text.length > 0 && page.cursor !== after ? read(page.cursor) : page.cursor;
    };
    setText(undefined);
    void read(null).then((after) => {
      if (gone || !live) return;
      stop = client.subscription(RunLogGrewDocument, { id: run.id, after }).subscribe(({ data }) => data && take(data.logGrew)).unsubscribe;
    });
    return () => {
      gone = true;
      stop();
    };
  }, [client, run.id, live]);

  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal begin with one
  const lines = useMemo(() => (text ?? '').replace(/\u001b\[[0-9;]*m/g, '').split('\n'), [text]);
  const shown = wanted ? lines.filter((line) => line.toLowerCase().includes(wanted.toLowerCase())) : lines;
  useEffect(() => {
    if (following.current && shown.length > 0) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [shown.length]);
  return (
    <Panel title="Log" note={cut ? 'its beginning was cut off' : plural(Math.max(0, lines.length - 1), 'line')}>
      <TextInput
        aria-label="Search the log"
        placeholder="Search"
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
        mb={10}
        maw={320}
      />
      <pre
        ref={box}
        className={styles.log}
        role="log"
        aria-label="Log of the run"
        tabIndex={0}
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
          following.current = scrollHeight - scrollTop - clientHeight < 24;
        }}
      >
        {text === undefined
          ? ''
          : text === ''
            ? live
              ? 'Nothing said yet.'
              : 'The run said nothing.'
            : shown.join('\n') || 'No line has that.'}
      </pre>
    </Panel>
  );
}
