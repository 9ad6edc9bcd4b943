// biome-ignore-all lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
'use client';
import { Button, Switch, TextInput } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { isOver } from '../../charts/prepare/run-status.ts';
import { ansiSpans, plainText } from '../../lib/ansi.ts';
import { count, plural } from '../../lib/format.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Panel } from '../../ui/Page.tsx';
import { save } from '../../ui/save.ts';
import styles from './Log.module.css';
import type { Run } from './RunHeader.tsx';
import { useRunLog } from './use-run-log.ts';

const lineHeight = 20;

/** The run's output as it comes. It follows the end unless somebody scrolled up. */
export function LogTab({ run }: { run: Run }) {
  const { lines, loaded, truncated, problem } = useRunLog(run);
  const [wanted, setWanted] = useState('');
  const [only, setOnly] = useState(true);
  const box = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const live = !isOver(run.status);
  const whole = lines.at(-1) === '' ? lines.length - 1 : lines.length;
  const all = useMemo(() => Array.from({ length: whole }, (_, index) => index), [whole]);
  const found = useMemo(() => {
    const small = wanted.toLowerCase();
    return small ? all.filter((index) => plainText(lines[index]!).toLowerCase().includes(small)) : [];
  }, [lines, all, wanted]);
  const shown = wanted && only ? found : all;
  /** The place among the found lines that is looked at, when all lines are shown. */
  const [place, setPlace] = useState<number>();
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => box.current,
    estimateSize: () => lineHeight,
    overscan: 20,
  });
  useEffect(() => {
    if (following.current && shown.length > 0) virtual.scrollToIndex(shown.length - 1, { align: 'end' });
  }, [shown.length, virtual]);
  const step = (by: 1 | -1) => {
    if (found.length === 0) return;
    const next = place === undefined ? (by === 1 ? 0 : found.length - 1) : (place + by + found.length) % found.length;
    setPlace(next);
    following.current = false;
    virtual.scrollToIndex(only ? next : found[next]!, { align: 'center' });
  };
  return (
    <Panel
      title="Log"
      note={truncated ? 'longer than is kept: its end was cut off' : `${plural(whole, 'line')}${live ? ', and what comes' : ''}`}
    >
      <div className={styles.tools}>
        <TextInput
          aria-label="Search the log"
          placeholder="Search"
          size="xs"
          value={wanted}
          onChange={(event) => {
            setWanted(event.currentTarget.value);
            setPlace(undefined);
          }}
          onKeyDown={(event) => event.key === 'Enter' && step(event.shiftKey ? -1 : 1)}
        />
        {wanted && (
          <Switch size="xs" label="Only lines with it" checked={only} onChange={(event) => setOnly(event.currentTarget.checked)} />
        )}
        {wanted && (
          <span className="muted">
            {place !== undefined && place < found.length && `${count(place + 1)} of `}
            {plural(found.length, 'line')}
          </span>
        )}
        {found.length > 1 && (
          <span>
            <Button variant="subtle" size="compact-xs" title="Shift Enter" onClick={() => step(-1)}>
              Previous
            </Button>
            <Button variant="subtle" size="compact-xs" title="Enter" onClick={() => step(1)}>
              Next
            </Button>
          </span>
        )}
        <span className={styles.space} />
        <Button
          variant="subtle"
          size="compact-xs"
          disabled={whole === 0}
          onClick={() => save(`run-${run.number}.log`, new Blob([lines.map(plainText).join('\n')], { type: 'text/plain' }))}
        >
          Download
        </Button>
      </div>
      {problem && <FormProblem problem={problem} />}
      <div
        ref={box}
        className={styles.log}
        role="log"
        aria-label="Log of the run"
        tabIndex={0}
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
          following.current = scrollHeight - scrollTop - clientHeight < 2 * lineHeight;
        }}
      >
        {shown.length === 0 && (
          <p className={styles.none}>
            {!loaded ? '' : wanted ? 'No line has that.' : live ? 'Nothing said yet.' : 'The run said nothing.'}
          </p>
        )}
        <div style={{ height: virtual.getTotalSize() }} className={styles.all}>
          {virtual.getVirtualItems().map((item) => {
            const index = shown[item.index]!;
            return (
              <div
                key={item.key}
                className={styles.line}
                data-here={(place !== undefined && found[place] === index) || undefined}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <span className={styles.number}>{count(index + 1)}</span>
                <LogLine line={lines[index]!} wanted={wanted} />
              </div>
            );
          })}
        </div>
      </div>
    </Panel>
  );
}

function LogLine({ line, wanted }: { line: string; wanted: string }) {
  return (
    <span>
      {ansiSpans(line).map((span, index) => (
        <span key={index} data-color={span.color} data-bold={span.bold} data-dim={span.dim}>
          {marked(span.text, wanted)}
        </span>
      ))}
    </span>
  );
}

function marked(text: string, wanted: string) {
  if (!wanted) return text;
  const pieces: React.ReactNode[] = [];
  const small = text.toLowerCase();
  let from = 0;
  for (let at = small.indexOf(wanted.toLowerCase()); at >= 0; at = small.indexOf(wanted.toLowerCase(), from)) {
    pieces.push(text.slice(from, at), <mark key={at}>{text.slice(at, at + wanted.length)}</mark>);
    from = at + wanted.length;
  }
  return [...pieces, text.slice(from)];
}
