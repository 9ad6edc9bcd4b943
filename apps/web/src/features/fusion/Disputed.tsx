'use client';
import { predictedClasses } from '@atelier/metrics';
import { disagreements } from '@atelier/ml/fusion';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { Disagreements } from '../../charts/draw/Disagreements.tsx';
import { DisputedWorksDocument } from '../../generated/fusion.ts';
import { plural } from '../../lib/format.ts';
import { Panel } from '../../ui/Page.tsx';
import type { Measured } from './measure.ts';
import type { MemberRun, Part } from './members.ts';

interface DisputedProps {
  version: string | undefined;
  names: readonly string[];
  runs: readonly MemberRun[];
  test: Part;
  fused: Measured;
}

const shown = 16;

/** The works that divide the members, the surest contradictions first, and what the fusion makes of them. */
export function Disputed({ version, names, runs, test, fused }: DisputedProps) {
  const samples = useMemo(() => disagreements(test.members), [test]);
  const place = useMemo(() => new Map(test.ids.map((id, index) => [id, index])), [test]);
  const called = useMemo(() => predictedClasses(fused.scores as Float64Array, { classes: test.classes.length }), [fused, test]);
  const first = samples.slice(0, shown);
  const rows = first.map((sample) => test.rows[place.get(sample.id)!] ?? -1);
  const [{ data }] = useQuery({
    query: DisputedWorksDocument,
    variables: { version: version ?? '', rows, first: shown },
    pause: !version || rows.length === 0 || rows.includes(-1),
  });
  const works = new Map(data?.datasetVersion?.works.nodes.map((work) => [work.row, work]));
  const right = (member: number) => samples.filter((sample) => sample.called[member] === sample.truth).length;
  const fusedRight = samples.filter((sample) => called[place.get(sample.id)!] === sample.truth).length;
  return (
    <Panel
      title="Where they disagree"
      note={
        samples.length === 0
          ? 'nowhere'
          : `${plural(samples.length, 'work')} · ${names.map((name, index) => `${name} right on ${right(index)}`).join(', ')} · fused right on ${fusedRight}`
      }
    >
      {samples.length === 0 ? (
        <p className="muted" style={{ margin: 0 }}>
          All members call the same class for every work.
        </p>
      ) : (
        <Disagreements
          voices={[...names.map((name, index) => ({ name, number: runs[index]!.number })), { name: 'fused' }]}
          works={first.map((sample, index) => {
            const work = works.get(rows[index]!);
            return {
              row: rows[index] ?? index,
              name: work?.sampleId ?? sample.id,
              truth: test.classes[sample.truth] ?? '–',
              said: [...sample.called, called[place.get(sample.id)!]!].map((code) => test.classes[code] ?? '–'),
              views: work?.views ?? [],
            };
          })}
        />
      )}
    </Panel>
  );
}
