'use client';
import { apart } from '../../ui/apart.tsx';
import type { Problem } from '../../lib/problem.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import styles from './Board.module.css';
import type { BoardState } from './board-state.ts';
import filterStyles from './Filter.module.css';
import { allButSeed, isAllButSeed } from './groupings.ts';
import type { ChangeBoard } from './use-board-state.ts';

// Its frame is there at once, what it knows of the language a moment later.
const FilterLine = apart(
  () => import('./FilterLine.tsx').then((module) => module.FilterLine),
  <div className={filterStyles.form}>
    <div className={filterStyles.line} />
  </div>,
);
const ConditionBuilder = apart(() => import('./ConditionBuilder.tsx').then((module) => module.ConditionBuilder));

interface BoardBarProps {
  project: ProjectRef;
  state: BoardState;
  change: ChangeBoard;
  /** What is wrong with the filter. */
  problem: Problem | undefined;
}

const common = [
  { title: 'Running', filter: 'status = RUNNING' },
  { title: 'Failed', filter: 'status in (FAILED, CRASHED)' },
];

/** Which runs: the line, a builder for those who do not speak it, and what is asked for most. */
export function BoardBar({ project, state, change, problem }: BoardBarProps) {
  return (
    <search className={filterStyles.bar}>
      <FilterLine project={project} value={state.filter} onChange={(filter) => change({ filter })} problem={problem} />
      <ConditionBuilder project={project} filter={state.filter} onChange={(filter) => change({ filter })} />
      {common.map(({ title, filter }) => (
        <button
          key={title}
          type="button"
          className={styles.chip}
          aria-pressed={state.filter === filter}
          onClick={() => change({ filter: state.filter === filter ? '' : filter })}
        >
          {title}
        </button>
      ))}
      <button
        type="button"
        className={styles.chip}
        aria-pressed={isAllButSeed(state.groupBy)}
        onClick={() => change({ groupBy: isAllButSeed(state.groupBy) ? [] : allButSeed })}
      >
        All but seed · mean ± 95 %
      </button>
      <kbd title="Press / to filter">/</kbd>
    </search>
  );
}
