'use client';
import { Modal } from '@mantine/core';
import { memo, useState } from 'react';
import styles from './Disagreements.module.css';
import { RunDot } from './RunDot.tsx';
import { type DetailedView, WorkDetail } from './WorkDetail.tsx';
import { WorkPicture } from './WorkPicture.tsx';

export interface DisputedWork {
  /** Another one for each work. */
  readonly key: string;
  readonly name: string;
  readonly truth: string;
  /** What each says, in the order of `voices`. */
  readonly said: readonly string[];
  /** How each did; left out: whoever says the truth is right, all others wrong. */
  readonly verdicts?: readonly Verdict[];
  readonly views: readonly DetailedView[];
}

interface Verdict {
  readonly right: boolean;
  readonly words: string;
}

interface DisagreementsProps {
  voices: readonly { readonly name: string; readonly number?: number }[];
  works: readonly DisputedWork[];
}

/** More voices than these are counted on a card; opened, it has them all. */
const mostListed = 6;

/** Works on which models do not agree, with who is right; a click shows and plays the work. */
export function Disagreements({ voices, works }: DisagreementsProps) {
  const [open, setOpen] = useState<DisputedWork>();
  return (
    <>
      <div className={styles.works}>
        {works.map((work) => (
          <Card key={work.key} voices={voices} work={work} onOpen={setOpen} />
        ))}
      </div>
      <Modal opened={open !== undefined} onClose={() => setOpen(undefined)} title={open ? `${open.truth} · ${open.name}` : ''} size="lg">
        {open && (
          <div className={styles.detail}>
            {open.views.map((view) => (
              <figure key={view.view}>
                <figcaption className="muted">{view.view}</figcaption>
                <WorkDetail view={view} />
              </figure>
            ))}
            {voices.map((voice, index) => (
              <p key={voice.name}>
                {voice.number !== undefined && <RunDot number={voice.number} />} {voice.name} says <b>{open.said[index]}</b>, which is{' '}
                {verdictOf(open, index).words}.
              </p>
            ))}
          </div>
        )}
      </Modal>
    </>
  );
}

interface CardProps {
  voices: DisagreementsProps['voices'];
  work: DisputedWork;
  onOpen: (work: DisputedWork) => void;
}

/** Drawn anew only for another work: whoever moves a weight keeps those of which the same is said. */
const Card = memo(function Card({ voices, work, onOpen }: CardProps) {
  return (
    <button type="button" onClick={() => onOpen(work)} aria-label={`${work.name}, in truth ${work.truth}`}>
      {work.views.length > 0 && (
        <div>
          <WorkPicture views={work.views} label={work.truth} />
        </div>
      )}
      <p>
        <b>{work.truth}</b>
      </p>
      {voices.length > mostListed ? <Crowd voices={voices} work={work} /> : <Voices voices={voices} work={work} />}
    </button>
  );
});

function Voices({ voices, work }: { voices: DisagreementsProps['voices']; work: DisputedWork }) {
  return (
    <ul>
      {voices.map((voice, index) => {
        const { right, words } = verdictOf(work, index);
        return (
          <li key={voice.name} data-right={right} title={`${voice.name}: ${work.said[index]}, ${words}`}>
            <span aria-hidden>{right ? '✓' : '✗'}</span> {voice.name}
            {work.said[index] !== work.truth && <span className="muted"> {work.said[index]}</span>}
          </li>
        );
      })}
    </ul>
  );
}

/** How many are right, and what the others say, the most frequent first. */
function Crowd({ voices, work }: { voices: DisagreementsProps['voices']; work: DisputedWork }) {
  const answers = Map.groupBy(
    voices.keys().filter((index) => !verdictOf(work, index).right),
    (index) => work.said[index]!,
  );
  const right = voices
    .keys()
    .filter((index) => verdictOf(work, index).right)
    .toArray().length;
  return (
    <ul>
      <li data-right>
        <span aria-hidden>✓</span> {right} of {voices.length}
      </li>
      {[...answers]
        .sort(([, a], [, b]) => b.length - a.length)
        .slice(0, mostListed - 1)
        .map(([said, indices]) => (
          <li key={said} data-right={false} title={indices.map((index) => voices[index]!.name).join(', ')}>
            <span aria-hidden>✗</span> {indices.length === 1 ? voices[indices[0]!]!.name : indices.length}{' '}
            <span className="muted">{said}</span>
          </li>
        ))}
    </ul>
  );
}

function verdictOf({ truth, said, verdicts }: DisputedWork, voice: number): Verdict {
  const right = said[voice] === truth;
  return verdicts?.[voice] ?? { right, words: right ? 'right' : 'wrong' };
}
