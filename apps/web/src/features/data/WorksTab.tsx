'use client';
import { apart } from '../../ui/apart.tsx';
import { useEffect } from 'react';
import type { VersionFragment } from '../../generated/data.ts';
import { useQueryState, useSetQuery } from '../../lib/query-state.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { TextButton } from '../../ui/TextButton.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { ClassBars } from './ClassBars.tsx';
import layout from './Layout.module.css';
import { useWorks } from './use-works.ts';
import { VersionFacts } from './VersionFacts.tsx';
import { WorkFilters } from './WorkFilters.tsx';
import { WorksGrid } from './WorksGrid.tsx';
import type { WorkFilter } from './works-query.ts';

const WorkModal = apart(() => import('./WorkModal.tsx').then((module) => module.WorkModal));

/** The works of a version as a grid, by class, by the value of a column, by their names. */
export function WorksTab({ version }: { version: VersionFragment }) {
  const setQuery = useSetQuery();
  const [label] = useQueryState('label');
  const [column] = useQueryState('column');
  const [value] = useQueryState('value');
  const [search] = useQueryState('search');
  const filter = { label, column, value, search };
  return (
    <div className={layout.columns}>
      <FilteredWorks key={JSON.stringify([version.id, filter])} version={version} filter={filter} />
      <div className={`${layout.stack} ${layout.side}`}>
        <ClassBars version={version} chosen={label} onChoose={(name) => setQuery({ label: name === label ? '' : name, work: '' })} />
        <VersionFacts version={version} />
      </div>
    </div>
  );
}

/** What passes one filter; the work that is open is in the address, by its place. */
function FilteredWorks({ version, filter }: { version: VersionFragment; filter: WorkFilter }) {
  const works = useWorks(version.id, filter);
  const { total, at, want, problem, retry } = works;
  const [view] = useQueryState('view');
  const [opened, setOpened] = useQueryState('work');
  const open = opened === '' ? undefined : Number(opened);
  useEffect(() => want(open ?? 0, (open ?? 0) + 1), [want, open]);
  return (
    <div>
      <WorkFilters version={version} filter={filter} view={view} total={total} />
      {problem && (
        <>
          <FormProblem problem={problem} />
          <TextButton onClick={retry}>Try again</TextButton>
        </>
      )}
      {total === undefined && !problem && <Waiting />}
      {total === 0 && <p className="muted">No work is like that.</p>}
      {total !== undefined && total > 0 && (
        <WorksGrid works={{ ...works, total }} view={view} onOpen={(index) => setOpened(String(index))} />
      )}
      {open !== undefined && total !== undefined && open < total && (
        <WorkModal
          version={version}
          row={at(open)?.row}
          place={{ at: open, total }}
          onMove={(index) => setOpened(String(index))}
          onClose={() => setOpened('')}
        />
      )}
    </div>
  );
}
