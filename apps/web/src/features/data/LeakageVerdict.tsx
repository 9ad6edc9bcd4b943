'use client';
import { useState } from 'react';
import type { SplitFactsFragment, VersionFragment } from '../../generated/data.ts';
import { TextButton } from '../../ui/TextButton.tsx';
import styles from './Splits.module.css';
import { useWorksAt } from './use-works.ts';
import { WorkCards } from './WorkCards.tsx';

const mostSets = 4;

type Leakage = SplitFactsFragment['leakage'];

/** Whether the test part is known to training, in one sentence; each finding with the works that it is about. */
export function LeakageVerdict({ leakage, version }: { leakage: Leakage; version: VersionFragment }) {
  return (
    <div className={styles.verdict} data-clean={leakage.clean}>
      <strong>
        {leakage.clean ? '✓ ' : '! '}
        {leakage.verdict}
      </strong>
      {leakage.findings.length > 0 && (
        <ul>
          {leakage.findings.map((finding) => (
            <Finding key={`${finding.kind} ${finding.message}`} finding={finding} version={version} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Finding({ finding, version }: { finding: Leakage['findings'][number]; version: VersionFragment }) {
  const [shown, setShown] = useState(false);
  const sets = finding.rows.slice(0, mostSets);
  const works = useWorksAt(version.id, shown ? sets.flat() : []);
  return (
    <li>
      {finding.message}{' '}
      {sets.length > 0 && (
        <TextButton aria-expanded={shown} onClick={() => setShown(!shown)}>
          {shown ? 'hide' : 'show'}
          <span className="visually-hidden"> the works of: {finding.message}</span>
        </TextButton>
      )}
      {shown &&
        sets.map((set) => (
          <div key={set.join(' ')} className={styles.set}>
            <WorkCards version={version} works={set.flatMap((row) => works.find((work) => work.row === row) ?? [])} />
          </div>
        ))}
    </li>
  );
}
