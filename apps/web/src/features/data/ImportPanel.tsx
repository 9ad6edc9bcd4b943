'use client';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { duration, plural } from '../../lib/format.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { ChosenFiles } from './ChosenFiles.tsx';
import { DropZone } from './DropZone.tsx';
import { nameFor, timeLeft } from './file-hints.ts';
import styles from './Import.module.css';
import layout from './Layout.module.css';
import { type Chosen, useImport } from './use-import.ts';

interface ImportPanelProps {
  project: { id: string; team: string };
  /** The dataset that gets a new version; without one a new dataset is made. */
  dataset?: string;
  onDone: (dataset: string) => void;
}

/** Files dropped or picked, sent with their progress, then read by the server into one immutable version. */
export function ImportPanel({ project, dataset, onDone }: ImportPanelProps) {
  const [name, setName] = useState('');
  const { files, columns, problem, step, startedAt, take, leaveOut, start, stop } = useImport({ project, dataset }, onDone);
  const choose = async (added: readonly File[]) => {
    const all = await take(added);
    setName((known) => known || nameFor(all.filter((chosen) => !chosen.refusal).map((chosen) => chosen.file.name)));
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void start(name, new FormData(event.currentTarget));
  };
  const busy = step !== 'choosing';
  const refused = files.filter((chosen) => chosen.refusal);
  return (
    <form onSubmit={submit}>
      <DropZone busy={busy} onFiles={(added) => void choose(added)} />
      {files.length > 0 && (
        <>
          <ChosenFiles files={files} busy={busy} onLeaveOut={leaveOut} />
          <div className={styles.fields}>
            <NativeSelect name="task" label="What is to be learned" data={tasks} />
            {!dataset && (
              <TextInput
                label="Name of the dataset"
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                required
                maxLength={100}
              />
            )}
            {columns.length > 0 &&
              columnFields.map(([field, label]) => (
                <NativeSelect key={field} name={field} label={label} data={[{ value: '', label: 'found by itself' }, ...columns]} />
              ))}
            {dataset && <TextInput name="note" label="What is new in it" placeholder="Twelve more drawings, two labels mended…" />}
          </div>
          {!dataset && (
            <div className={styles.fields}>
              <TextInput name="licence" label="Licence" placeholder="CC0, own works…" />
              <TextInput name="consent" label="Consent" placeholder="Who agreed, and how" />
              <TextInput name="source" label="Source" placeholder="Where they come from" />
              <TextInput name="sensitive" label="Sensitive information" placeholder="None" />
            </div>
          )}
          {problem && <FormProblem problem={problem} />}
          <div className={layout.end}>
            <Button type="submit" loading={busy} disabled={refused.length > 0}>
              {dataset ? 'Make a new version' : 'Make the dataset'}
            </Button>
            {step === 'sending' && (
              <Button variant="default" onClick={stop}>
                Stop sending
              </Button>
            )}
            <span className="muted" aria-live="polite">
              {step === 'sending' && `Sending…${leftWords(startedAt, files)}`}
              {step === 'reading' && 'Reading and checking the works. This goes on without you: the works will be here when you come back.'}
              {step === 'choosing' && refused.length > 0 && `Leave out ${plural(refused.length, 'file')} that cannot be read.`}
            </span>
          </div>
        </>
      )}
    </form>
  );
}

function leftWords(startedAt: number, files: readonly Chosen[]): string {
  const size = files.reduce((sum, { file }) => sum + file.size, 0);
  const sent = files.reduce((sum, { file, share }) => sum + share * file.size, 0);
  const left = timeLeft(Date.now() - startedAt, sent / size);
  return left === undefined ? '' : ` ${duration(left)} left`;
}

const tasks = [
  { value: '', label: 'found by itself' },
  { value: 'CLASS', label: 'one class of each work' },
  { value: 'MULTILABEL', label: 'several labels, as in red|round' },
  { value: 'REGRESSION', label: 'a number' },
];

const columnFields = [
  ['label', 'Column with the class'],
  ['group', 'Column of what belongs together'],
  ['id', 'Column with the name of a work'],
  ['text', 'Column with the words'],
  ['time', 'Column with the time'],
] as const;
