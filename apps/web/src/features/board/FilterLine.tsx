'use client';
import { useEffect, useId, useRef, useState } from 'react';
import styles from './Board.module.css';

interface FilterLineProps {
  value: string;
  onChange: (value: string) => void;
  /** Why the server did not understand it. */
  problem: string | undefined;
  /** Columns that can be asked for. */
  columns: readonly string[];
}

const words = /\b(and|or|not|in|contains|exists)\b|\b(metrics|params|tags|kind|status|name|author|seed|split|created)\b/g;

/** A filter on one line, such as `metrics.val_auc > 0.8 and (params.lr <= 1e-3 or kind = RNN)`. `/` comes here, Enter applies. */
export function FilterLine({ value, onChange, problem, columns }: FilterLineProps) {
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const [text, setText] = useState(value);
  const [focused, setFocused] = useState(false);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || (event.target as HTMLElement).closest('input, textarea, select')) return;
      event.preventDefault();
      input.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  const word = /[\w.]*$/.exec(text)?.[0] ?? '';
  const fields = [...new Set([...columns.map(fieldOf), 'kind', 'status', 'name', 'tags'])];
  const offered =
    focused && word.length > 0
      ? fields.filter((field) => field !== word && field.toLowerCase().includes(word.toLowerCase())).slice(0, 8)
      : [];
  const complete = (field: string) => {
    setText(`${text.slice(0, text.length - word.length)}${field} `);
    input.current?.focus();
  };
  return (
    <search>
      <form
        className={styles.filter}
        onSubmit={(event) => {
          event.preventDefault();
          onChange(text.trim());
        }}
      >
        <div className={styles.line}>
          <div className={styles.paint} aria-hidden>
            {paint(text)}
          </div>
          <input
            ref={input}
            value={text}
            spellCheck={false}
            autoComplete="off"
            aria-label="Filter runs"
            aria-invalid={problem !== undefined}
            aria-controls={list}
            placeholder="metrics.val_accuracy > 0.7 and kind = RNN"
            onFocus={() => setFocused(true)}
            onBlur={() => setTimeout(() => setFocused(false), 120)}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') {
                setText(value);
                event.currentTarget.blur();
              }
              if (event.key === 'Tab' && offered[0]) {
                event.preventDefault();
                complete(offered[0]);
              }
            }}
          />
          {value && (
            <button type="button" className={styles.clear} aria-label="Show all runs" onClick={() => onChange('')}>
              ×
            </button>
          )}
          <div id={list} className={styles.offers} hidden={offered.length === 0}>
            {offered.map((field, index) => (
              <button
                key={field}
                type="button"
                tabIndex={-1}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => complete(field)}
              >
                {field} {index === 0 && <kbd>Tab</kbd>}
              </button>
            ))}
          </div>
        </div>
        <button
          type="button"
          className={styles.chip}
          aria-pressed={value === 'status = RUNNING'}
          onClick={() => onChange(value === 'status = RUNNING' ? '' : 'status = RUNNING')}
        >
          Running
        </button>
        <button
          type="button"
          className={styles.chip}
          aria-pressed={value === 'status = FAILED'}
          onClick={() => onChange(value === 'status = FAILED' ? '' : 'status = FAILED')}
        >
          Failed
        </button>
        <kbd title="Press / to filter">/</kbd>
        {problem && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
      </form>
    </search>
  );
}

/** The name of a column in the filter's language. */
function fieldOf(column: string): string {
  return column.startsWith('test.') ? `metrics.test_${column.slice(5)}` : column;
}

function paint(text: string) {
  const parts: (string | { word: string; at: number })[] = [];
  let from = 0;
  for (const match of text.matchAll(words)) {
    parts.push(text.slice(from, match.index), { word: match[0], at: match.index });
    from = match.index + match[0].length;
  }
  return [...parts, text.slice(from)].map((part) => (typeof part === 'string' ? part : <em key={part.at}>{part.word}</em>));
}
