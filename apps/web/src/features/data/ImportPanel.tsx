'use client';
import { Button, NativeSelect, Progress, TextInput } from '@mantine/core';
import { type DragEvent, type FormEvent, useRef, useState } from 'react';
import { useMutation } from 'urql';
import { AddDatasetVersionDocument, CreateDatasetDocument } from '../../generated/data.ts';
import { bytes } from '../../lib/format.ts';
import { type Problem, problemOf } from '../../lib/problem.ts';
import { type UploadedFile, upload } from '../../lib/upload.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { csvColumns, nameFor } from './file-hints.ts';
import styles from './Data.module.css';

interface ImportPanelProps {
  project: { id: string; team: string };
  /** The dataset that gets a new version; without one a new dataset is made. */
  dataset?: string;
  onDone: (dataset: string) => void;
}

interface Chosen {
  readonly file: File;
  readonly share: number;
  readonly uploaded?: UploadedFile;
}

/** Files dropped or picked, sent with their progress, then read by the server into one immutable version. */
export function ImportPanel({ project, dataset, onDone }: ImportPanelProps) {
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [files, setFiles] = useState<readonly Chosen[]>([]);
  const [columns, setColumns] = useState<readonly string[]>([]);
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [step, setStep] = useState<'choosing' | 'sending' | 'reading'>('choosing');
  const [, createDataset] = useMutation(CreateDatasetDocument);
  const [, addVersion] = useMutation(AddDatasetVersionDocument);

  const take = async (list: FileList | null) => {
    const added = [...(list ?? [])];
    if (added.length === 0) return;
    setProblem(undefined);
    const all = [
      ...files.filter((chosen) => !added.some((file) => file.name === chosen.file.name)),
      ...added.map((file) => ({ file, share: 0 })),
    ];
    setFiles(all);
    if (!name) setName(nameFor(all.map((chosen) => chosen.file.name)));
    setColumns([...new Set((await Promise.all(all.map((chosen) => csvColumns(chosen.file)))).flat())]);
  };

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const option = (field: string) => String(form.get(field) ?? '').trim() || undefined;
    setProblem(undefined);
    setStep('sending');
    try {
      const sent: { file: string; name: string }[] = [];
      for (const { file, uploaded } of files) {
        const patch = (change: Partial<Chosen>) =>
          setFiles((now) => now.map((chosen) => (chosen.file === file ? { ...chosen, ...change } : chosen)));
        const done = uploaded ?? (await upload(file, project.team, (share) => patch({ share })));
        patch({ share: 1, uploaded: done });
        sent.push({ file: done.id, name: file.name });
      }
      setStep('reading');
      const made =
        dataset ??
        (
          await createDataset({
            input: {
              project: project.id,
              name,
              card: {
                licence: option('licence') ?? '',
                source: option('source') ?? '',
                consent: option('consent') ?? '',
                sensitive: option('sensitive') ?? '',
              },
            },
          }).then(orThrow)
        ).createDataset.id;
      const options = Object.fromEntries(
        ['label', 'id', 'group', 'text', 'task'].flatMap((field) => (option(field) ? [[field, option(field)]] : [])),
      );
      await addVersion({ input: { dataset: made, files: sent, ...(Object.keys(options).length > 0 && { options }) } }).then(orThrow);
      onDone(made);
    } catch (error) {
      setProblem(problemOf(error as Error));
      setStep('choosing');
    }
  };

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files);
  };

  const busy = step !== 'choosing';
  return (
    <form onSubmit={submit}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same */}
      <div
        className={styles.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <strong>Drop files here</strong>
        <span className="muted">.npy with a labels CSV · .npz · a zip of pictures in class folders · CSV, TSV or NDJSON</span>
        <Button variant="default" mt={8} onClick={() => picker.current?.click()} disabled={busy}>
          Choose files
        </Button>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          aria-label="Files to bring"
          onChange={(event) => void take(event.currentTarget.files)}
        />
      </div>
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
                  onClick={() => setFiles(files.filter((chosen) => chosen.file !== file))}
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

function orThrow<Data>({ data, error }: { data?: Data | undefined; error?: Error | undefined }): Data {
  if (error) throw error;
  return data!;
}
