'use client';
import { Modal } from '@mantine/core';
import { useState } from 'react';
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

/** Works on which models do not agree, with who is right; a click shows and plays the work. */
export function Disagreements({ voices, works }: DisagreementsProps) {
  const [open, setOpen] = useState<DisputedWork>();
  return (
    <>
      <div className={styles.works}>
        {works.map((work) => (
          <button key={work.key} type="button" onClick={() => setOpen(work)} aria-label={`${work.name}, in truth ${work.truth}`}>
            <div>
              <WorkPicture views={work.views} label={work.truth} />
            </div>
            <p>
              <b>{work.truth}</b>
            </p>
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
          </button>
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

function verdictOf({ truth, said, verdicts }: DisputedWork, voice: number): Verdict {
  const right = said[voice] === truth;
  return verdicts?.[voice] ?? { right, words: right ? 'right' : 'wrong' };
}
