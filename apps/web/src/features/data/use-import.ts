'use client';
import { useRef, useState } from 'react';
import { useMutation } from 'urql';
import { AddDatasetVersionDocument, CreateDatasetDocument } from '../../generated/data.ts';
import { type Problem, problemOf } from '../../lib/problem.ts';
import { type UploadedFile, upload } from '../../lib/upload.ts';
import { csvColumns } from './file-hints.ts';

export interface Chosen {
  readonly file: File;
  /** How much of it is sent, from 0 to 1. */
  readonly share: number;
  readonly uploaded?: UploadedFile;
}

interface Target {
  readonly project: { readonly id: string; readonly team: string };
  /** The dataset that gets a new version; without one a new dataset is made. */
  readonly dataset: string | undefined;
}

const card = ['licence', 'source', 'consent', 'sensitive'] as const;
const options = ['label', 'id', 'group', 'text', 'task'] as const;

/**
 * Files on their way into a version. A try that fails keeps what it came to: files that were sent are not sent again, and a dataset that was
 * made is the one that the next try fills.
 */
export function useImport({ project, dataset }: Target, onDone: (dataset: string) => void) {
  const [files, setFiles] = useState<readonly Chosen[]>([]);
  const [columns, setColumns] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState<Problem>();
  const [step, setStep] = useState<'choosing' | 'sending' | 'reading'>('choosing');
  const made = useRef<{ readonly name: string; readonly id: string }>(undefined);
  const [, createDataset] = useMutation(CreateDatasetDocument);
  const [, addVersion] = useMutation(AddDatasetVersionDocument);

  /** Returns all files that are chosen now; one of a name that is there takes its place. */
  const take = async (added: readonly File[]): Promise<readonly Chosen[]> => {
    const all = [
      ...files.filter((chosen) => !added.some((file) => file.name === chosen.file.name)),
      ...added.map((file) => ({ file, share: 0 })),
    ];
    setProblem(undefined);
    setFiles(all);
    setColumns([...new Set((await Promise.all(all.map((chosen) => csvColumns(chosen.file)))).flat())]);
    return all;
  };

  const sendAll = async (): Promise<{ file: string; name: string }[]> => {
    const sent: { file: string; name: string }[] = [];
    for (const { file, uploaded } of files) {
      const patch = (change: Partial<Chosen>) =>
        setFiles((now) => now.map((chosen) => (chosen.file === file ? { ...chosen, ...change } : chosen)));
      const done = uploaded ?? (await upload(file, project.team, (share) => patch({ share })));
      patch({ share: 1, uploaded: done });
      sent.push({ file: done.id, name: file.name });
    }
    return sent;
  };

  const datasetOf = async (name: string, given: (field: string) => string): Promise<string> => {
    if (dataset) return dataset;
    if (made.current?.name === name) return made.current.id;
    const input = { project: project.id, name, card: Object.fromEntries(card.map((field) => [field, given(field)])) };
    const { id } = (await createDataset({ input }).then(orThrow)).createDataset;
    made.current = { name, id };
    return id;
  };

  const start = async (name: string, form: FormData) => {
    const given = (field: string) => String(form.get(field) ?? '').trim();
    setProblem(undefined);
    setStep('sending');
    try {
      const sent = await sendAll();
      setStep('reading');
      const id = await datasetOf(name, given);
      const chosen = Object.fromEntries(options.filter((field) => given(field)).map((field) => [field, given(field)]));
      await addVersion({ input: { dataset: id, files: sent, ...(Object.keys(chosen).length > 0 && { options: chosen }) } }).then(orThrow);
      onDone(id);
    } catch (error) {
      setProblem(problemOf(error as Error));
      setStep('choosing');
    }
  };

  const leaveOut = (file: File) => setFiles(files.filter((chosen) => chosen.file !== file));
  return { files, columns, problem, step, take, leaveOut, start };
}

function orThrow<Data>({ data, error }: { data?: Data | undefined; error?: Error | undefined }): Data {
  if (error) throw error;
  return data!;
}
