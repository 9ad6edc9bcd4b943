'use client';
import { Button, NativeSelect, Progress, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { bytes } from '../../lib/format.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import styles from './Data.module.css';
import { DropZone } from './DropZone.tsx';
import { nameFor } from './file-hints.ts';
import { useImport } from './use-import.ts';

interface ImportPanelProps {
  project: { id: string; team: string };
  /** The dataset that gets a new version; without one a new dataset is made. */
  dataset?: string;
  onDone: (dataset: string) => void;
}

/** Files dropped or picked, sent with their progress, then read by the server into one immutable version. */
export function ImportPanel({ project, dataset, onDone }: ImportPanelProps) {
  const [name, setName] = useState('');
  const { files, columns, problem, step, take, leaveOut, start } = useImport({ project, dataset }, onDone);
  const choose = async (added: readonly File[]) => {
    const all = await take(added);
    setName((known) => known || nameFor(all.map((chosen) => chosen.file.name)));
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void start(name, new FormData(event.currentTarget));
  };
  const busy = step !== 'choosing';
  return (
    <form onSubmit={submit}>
      <DropZone busy={busy} onFiles={(added) => void choose(added)} />
      {files.length > 0 && (
        <>
          <ul className={styles.files}>
            {files.map(({ file, share }) => (
              <li key={file.name}>
                <span>{file.name}</span>
                <span className="muted">{bytes(file.size)}</span>
                <Progress value={share * 100} size="sm" aria-label={`Sent of ${file.name}`} />
                <button
                  type="button"
                  className={styles.remove}
                  disabled={busy}
                  aria-label={`Leave out ${file.name}`}
                  onClick={() => leaveOut(file)}
                >
                  ×
                </button>
              </li>
            ))}
          </ul>
          <div className={styles.formFields}>
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
              (['label', 'group', 'id'] as const).map((field) => (
                <NativeSelect
                  key={field}
                  name={field}
                  label={columnLabels[field]}
                  data={[{ value: '', label: 'found by itself' }, ...columns]}
                />
              ))}
          </div>
          {!dataset && (
            <div className={styles.formFields}>
              <TextInput name="licence" label="Licence" placeholder="CC0, own works…" />
              <TextInput name="consent" label="Consent" placeholder="Who agreed, and how" />
              <TextInput name="source" label="Source" placeholder="Where they come from" />
              <TextInput name="sensitive" label="Sensitive information" placeholder="None" />
            </div>
          )}
          {problem && <FormProblem problem={problem} />}
          <div className={styles.end}>
            <Button type="submit" loading={busy}>
              {dataset ? 'Make a new version' : 'Make the dataset'}
            </Button>
            <span className="muted" aria-live="polite">
              {step === 'sending' ? 'Sending…' : step === 'reading' ? 'Reading and checking the works…' : ''}
            </span>
          </div>
        </>
      )}
    </form>
  );
}

const tasks = [
  { value: '', label: 'found by itself' },
  { value: 'CLASS', label: 'one class of each work' },
  { value: 'MULTILABEL', label: 'several labels, as in red|round' },
  { value: 'REGRESSION', label: 'a number' },
];

const columnLabels = { label: 'Column with the class', group: 'Column of what belongs together', id: 'Column with the name of a work' };
