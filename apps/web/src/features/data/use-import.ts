'use client';
import { useEffect, useRef, useState } from 'react';
import { useMutation } from 'urql';
import { AddDatasetVersionDocument, CreateDatasetDocument } from '../../generated/data.ts';
import { type Problem, problemOf } from '../../lib/problem.ts';
import { type UploadedFile, upload } from '../../lib/upload.ts';
import { csvColumns, refusalOf } from './file-hints.ts';

export interface Chosen {
  readonly file: File;
  /** How much of it is sent, from 0 to 1. */
  readonly share: number;
  readonly uploaded?: UploadedFile;
  /** Why it cannot be one of a dataset. */
  readonly refusal?: string | undefined;
}

export type ImportStep = 'choosing' | 'sending' | 'reading';

interface Target {
  readonly project: { readonly id: string; readonly team: string };
  /** The dataset that gets a new version; without one a new dataset is made. */
  readonly dataset: string | undefined;
}

const card = ['licence', 'source', 'consent', 'sensitive'] as const;
const options = ['label', 'id', 'group', 'text', 'time', 'task'] as const;

/** Files on their way into a version. A try that fails leaves nothing but the files that were sent, which are not sent again. */
export function useImport({ project, dataset }: Target, onDone: (dataset: string) => void) {
  const [files, setFiles] = useState<readonly Chosen[]>([]);
  const [columns, setColumns] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState<Problem>();
  const [step, setStep] = useState<ImportStep>('choosing');
  const [startedAt, setStartedAt] = useState(0);
  const sending = useRef<AbortController>(undefined);
  const keys = useRef(new Map<string, string>());
  const [, createDataset] = useMutation(CreateDatasetDocument);
  const [, addVersion] = useMutation(AddDatasetVersionDocument);
  useEffect(() => () => sending.current?.abort(), []);
  useWarningBeforeLeaving(step === 'sending');

  const setAll = async (all: readonly Chosen[]) => {
    setProblem(undefined);
    setFiles(all);
    setColumns([...new Set((await Promise.all(all.map((chosen) => csvColumns(chosen.file)))).flat())]);
  };

  /** Returns all files that are chosen now; one of a name that is there takes its place. */
  const take = async (added: readonly File[]): Promise<readonly Chosen[]> => {
    const looked = await Promise.all(added.map(async (file) => ({ file, share: 0, refusal: await refusalOf(file) })));
    const all = [...files.filter((chosen) => !added.some((file) => file.name === chosen.file.name)), ...looked];
    await setAll(all);
    return all;
  };

  const sendAll = async (signal: AbortSignal): Promise<{ file: string; name: string }[]> => {
    const sent: { file: string; name: string }[] = [];
    for (const { file, uploaded } of files) {
      signal.throwIfAborted();
      const patch = (change: Partial<Chosen>) =>
        setFiles((now) => now.map((chosen) => (chosen.file === file ? { ...chosen, ...change } : chosen)));
      const done = uploaded ?? (await upload(file, project.team, (share) => patch({ share }), signal));
      patch({ share: 1, uploaded: done });
      sent.push({ file: done.id, name: file.name });
    }
    return sent;
  };

  /** The same for the same input: an answer that got lost is given again, and nothing is made twice. */
  const keyOf = (input: object): string => {
    const asked = JSON.stringify(input);
    const key = keys.current.get(asked) ?? randomKey();
    keys.current.set(asked, key);
    return key;
  };

  const make = async (name: string, sent: { file: string; name: string }[], form: FormData): Promise<string> => {
    const given = (field: string) => String(form.get(field) ?? '').trim();
    const chosen = Object.fromEntries(options.filter((field) => given(field)).map((field) => [field, given(field)]));
    const reading = { files: sent, note: given('note'), ...(Object.keys(chosen).length > 0 && { options: chosen }) };
    if (dataset) {
      const input = { dataset, ...reading };
      return (await addVersion({ input: { ...input, idempotencyKey: keyOf(input) } }).then(orThrow)).addDatasetVersion.dataset.id;
    }
    const input = { project: project.id, name, card: Object.fromEntries(card.map((field) => [field, given(field)])), ...reading };
    return (await createDataset({ input: { ...input, idempotencyKey: keyOf(input) } }).then(orThrow)).createDataset.id;
  };

  const start = async (name: string, form: FormData) => {
    const controller = new AbortController();
    sending.current = controller;
    setProblem(undefined);
    setStartedAt(Date.now());
    setStep('sending');
    try {
      const sent = await sendAll(controller.signal);
      setStep('reading');
      onDone(await make(name, sent, form));
    } catch (error) {
      setStep('choosing');
      if (controller.signal.aborted) setFiles((now) => now.map((chosen) => (chosen.uploaded ? chosen : { ...chosen, share: 0 })));
      else setProblem(problemOf(error as Error));
    }
  };

  const leaveOut = (file: File) => void setAll(files.filter((chosen) => chosen.file !== file));
  return { files, columns, problem, step, startedAt, take, leaveOut, start, stop: () => sending.current?.abort() };
}

/** Files that are half sent are lost with the page. */
function useWarningBeforeLeaving(active: boolean): void {
  useEffect(() => {
    if (!active) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [active]);
}

function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-');
}

function orThrow<Data>({ data, error }: { data?: Data | undefined; error?: Error | undefined }): Data {
  if (error) throw error;
  return data!;
}
