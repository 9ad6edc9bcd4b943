'use client';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { BoardColumnsDocument, BoardColumnValuesDocument } from '../../generated/board.ts';
import { count } from '../../lib/format.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import styles from './Filter.module.css';
import { type Completion, comparisons, complete, completionAt, connectives, literal } from './completion.ts';

interface FilterLineProps {
  project: ProjectRef;
  value: string;
  onChange: (value: string) => void;
  /** Why the server did not understand it, and where in the line. */
  problem: { message: string; position?: number } | undefined;
}

interface Offer {
  readonly text: string;
  readonly note: string;
}

const words =
  /\b(and|or|not|in|contains|exists)\b|\b(metrics|params|tags|test|validation|train)(?=\.)|\b(kind|status|name|author|seed|split|created|tag)\b/g;
const most = 8;

/** A filter on one line, such as `metrics.val_auc > 0.8 and (params.lr <= 1e-3 or kind = RNN)`. `/` comes here, Enter applies. */
export function FilterLine({ project, value, onChange, problem }: FilterLineProps) {
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const [text, setText] = useState(value);
  const [caret, setCaret] = useState(value.length);
  const [isFocused, setFocused] = useState(false);
  const [at, setAt] = useState(-1);
  const [scroll, setScroll] = useState(0);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || (event.target as HTMLElement).closest('input:not([type=checkbox]), textarea, select, [role=dialog]')) return;
      event.preventDefault();
      input.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  // At once, since the next letter may be typed already.
  const placed = useRef<number>(undefined);
  useLayoutEffect(() => {
    if (placed.current === undefined) return;
    input.current?.setSelectionRange(placed.current, placed.current);
    placed.current = undefined;
  });

  const completion = completionAt(text, caret);
  const offers = useOffers(project, completion, isFocused);
  const take = (offer: Offer | undefined) => {
    if (!offer) return;
    const next = complete(text, completion, offer.text);
    setText(next.line);
    setCaret(next.caret);
    setAt(-1);
    placed.current = next.caret;
  };
  const shownProblem = text === value ? problem : undefined;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onChange(text.trim());
        setFocused(false);
      }}
    >
      <div className={styles.line} data-wrong={shownProblem !== undefined || undefined}>
        <div className={styles.paint} aria-hidden>
          <div style={{ transform: `translateX(${-scroll}px)` }}>{paint(text, shownProblem?.position)}</div>
        </div>
        <input
          ref={input}
          value={text}
          spellCheck={false}
          autoComplete="off"
          role="combobox"
          aria-label="Filter runs"
          aria-invalid={shownProblem !== undefined}
          aria-expanded={offers.length > 0}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={offers[at] ? `${list}-${at}` : undefined}
          placeholder="metrics.val_accuracy > 0.7 and kind = RNN"
          onFocus={() => setFocused(true)}
          onBlur={() => setTimeout(() => setFocused(false), 120)}
          onScroll={(event) => setScroll(event.currentTarget.scrollLeft)}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setCaret(event.currentTarget.selectionStart ?? 0);
            setFocused(true);
            setAt(-1);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              setText(value);
              event.currentTarget.blur();
            } else if (event.key === 'ArrowDown' && offers.length > 0) setAt(Math.min(at + 1, offers.length - 1));
            else if (event.key === 'ArrowUp' && offers.length > 0) setAt(Math.max(at - 1, -1));
            else if (event.key === 'Tab' && offers.length > 0 && !event.shiftKey) take(offers[Math.max(0, at)]);
            else if (event.key === 'Enter' && at >= 0) take(offers[at]);
            else return;
            event.preventDefault();
          }}
        />
        {text && (
          <button type="button" className={styles.clear} aria-label="Show all runs" onClick={() => (setText(''), onChange(''))}>
            ×
          </button>
        )}
        <div id={list} role="listbox" aria-label="What may come next" className={styles.offers} hidden={offers.length === 0}>
          {offers.map((offer, index) => (
            <div
              key={offer.text}
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === Math.max(0, at)}
              onMouseDown={(event) => {
                event.preventDefault();
                take(offer);
              }}
            >
              {offer.text} <span className="muted">{index === Math.max(0, at) ? <kbd>Tab</kbd> : offer.note}</span>
            </div>
          ))}
        </div>
      </div>
      {shownProblem && (
        <p className={styles.problem} role="alert">
          {shownProblem.message}
        </p>
      )}
    </form>
  );
}

/** Columns and values come from the project's own runs. */
function useOffers(project: ProjectRef, { expects, column, typed }: Completion, isWanted: boolean): Offer[] {
  const place = { team: project.team, slug: project.slug };
  const [search] = useDebouncedValue(typed.replace(/^["']|["']$/g, ''), 120);
  const [{ data: names }] = useQuery({
    query: BoardColumnsDocument,
    variables: { ...place, search: search || null, kinds: null, first: 20 },
    pause: !isWanted || expects !== 'column',
  });
  const [{ data: values }] = useQuery({
    query: BoardColumnValuesDocument,
    variables: { ...place, column: column ?? '', search: search || null, first: 20 },
    pause: !isWanted || expects !== 'value' || !column,
  });
  if (!isWanted) return [];
  const fits = (offer: Offer) => offer.text !== typed && offer.text.toLowerCase().includes(typed.toLowerCase().replace(/^["']/, ''));
  const all: Offer[] =
    expects === 'column'
      ? (names?.project?.columns.nodes ?? []).map((node) => ({ text: node.name, note: `${count(node.count)} runs` }))
      : expects === 'value'
        ? (values?.project?.columnValues.nodes ?? []).map((node) => ({ text: literal(node.value), note: count(node.count) }))
        : (expects === 'comparison' ? comparisons : connectives).map((text) => ({ text, note: '' }));
  return all.filter(fits).slice(0, expects === 'comparison' ? comparisons.length : most);
}

/** The line in its colours, with a mark where it is not understood. */
function paint(text: string, position: number | undefined) {
  const parts: (string | { word: string; at: number })[] = [];
  let from = 0;
  for (const match of text.matchAll(words)) {
    parts.push(text.slice(from, match.index), { word: match[0], at: match.index });
    from = match.index + match[0].length;
  }
  parts.push(text.slice(from));
  return (
    <>
      {parts.map((part) => (typeof part === 'string' ? part : <em key={part.at}>{part.word}</em>))}
      {position !== undefined && (
        <span className={styles.wrong} style={{ left: `calc(12px + ${position}ch)`, width: `${Math.max(1, wordAt(text, position))}ch` }} />
      )}
    </>
  );
}

function wordAt(text: string, position: number): number {
  return /^[^\s()]*/.exec(text.slice(position))?.[0].length ?? 1;
}
