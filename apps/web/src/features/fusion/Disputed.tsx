'use client';
import { memo, useMemo } from 'react';
import { useQuery } from 'urql';
import { Disagreements } from '../../charts/draw/Disagreements.tsx';
import { DisputedWorksDocument } from '../../generated/fusion.ts';
import { plural } from '../../lib/format.ts';
import { Panel } from '../../ui/Page.tsx';
import type { MemberRun } from './members.ts';
import type { Disputes, Measured } from './questions.ts';

interface DisputedProps {
  version: string | undefined;
  names: readonly string[];
  runs: readonly MemberRun[];
  classes: readonly string[];
  disputed: Disputes;
  members: readonly Measured[];
  fused: Measured;
}

/** The works that divide the members, the surest contradictions first, and what the fusion makes of them. */
export const Disputed = memo(function Disputed({
  version,
  names,
  runs,
  classes,
  disputed: { count, shown },
  members,
  fused,
}: DisputedProps) {
  const rows = useMemo(() => shown.map(({ row }) => row), [shown]);
  const [{ data }] = useQuery({
    query: DisputedWorksDocument,
    variables: { version: version ?? '', rows, first: rows.length },
    pause: !version || rows.length === 0 || rows.includes(-1),
  });
  const works = new Map(data?.datasetVersion?.works.nodes.map((work) => [work.row, work]));
  const name = (code: number) => classes[code] ?? '–';
  return (
    <Panel
      title="Where they disagree"
      note={
        count === 0
          ? 'nowhere'
          : `${plural(count, 'work')} · ${names.map((each, index) => `${each} right on ${members[index]!.disputedRight}`).join(', ')} · fused right on ${fused.disputedRight}`
      }
    >
      {count === 0 ? (
        <p className="muted" style={{ margin: 0 }}>
          All members call the same class for every work.
        </p>
      ) : (
        <Disagreements
          voices={[...names.map((each, index) => ({ name: each, number: runs[index]!.number })), { name: 'fused' }]}
          works={shown.map(({ id, row, truth, called }, index) => ({
            row: row < 0 ? index : row,
            name: works.get(row)?.sampleId ?? id,
            truth: name(truth),
            said: [...called, fused.disputed[index]!].map(name),
            views: works.get(row)?.views ?? [],
          }))}
        />
      )}
    </Panel>
  );
});
