'use client';
import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { useClient, useMutation } from 'urql';
import {
  CreateSplitDocument,
  type CreateSplitInput,
  PreviewSplitDocument,
  type PreviewSplitQuery,
  type SplitStrategy,
  type VersionFragment,
} from '../../generated/data.ts';
import { type Problem, problemOf } from '../../lib/problem.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Panel } from '../../ui/Page.tsx';
import { say } from '../../ui/toast-store.ts';
import layout from './Layout.module.css';
import styles from './Splits.module.css';
import { needsOf, splitInput, strategies } from './split-choices.ts';

/** What a split would be, and what was asked for. */
export type SplitPreview = { readonly split: PreviewSplitQuery['previewSplit']; readonly input: CreateSplitInput } | undefined;

interface SplitFormProps {
  version: VersionFragment;
  onMade: () => void;
  onPreview: (preview: SplitPreview) => void;
}

/** Divides a version into train, validation and test. What belongs together is kept together unless told otherwise; one may look first. */
export function SplitForm({ version, onMade, onPreview }: SplitFormProps) {
  const client = useClient();
  const form = useRef<HTMLFormElement>(null);
  const columns = version.columns.map((column) => column.name);
  const grouping = version.columns.find((column) => /group|drawer|author|artist|composer|patient|subject/i.test(column.name))?.name;
  const timed = version.columns.find((column) => /date|time|year|when|created/i.test(column.name))?.name;
  const [strategy, setStrategy] = useState<SplitStrategy>(grouping ? 'STRATIFIED_GROUPED' : 'STRATIFIED');
  const [{ fetching }, create] = useMutation(CreateSplitDocument);
  const [looking, setLooking] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const needs = needsOf(strategy);
  const input = () => splitInput(version.id, strategy, new FormData(form.current!));
  const look = async () => {
    const asked = input();
    setLooking(true);
    const { data, error } = await client.query(PreviewSplitDocument, { input: asked });
    setLooking(false);
    setProblem(error && problemOf(error));
    onPreview(data && { split: data.previewSplit, input: asked });
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { error } = await create({ input: input() });
    setProblem(error && problemOf(error));
    if (error) return;
    say('Split made. Every work has its part now.');
    onPreview(undefined);
    onMade();
  };
  return (
    <Panel title="New split">
      <form ref={form} className={layout.form} onSubmit={submit}>
        <NativeSelect
          label="How"
          value={strategy}
          onChange={(event) => {
            setStrategy(event.currentTarget.value as SplitStrategy);
            onPreview(undefined);
          }}
          data={strategies.map(({ value, label }) => ({ value, label }))}
        />
        {needs.group &&
          (columns.length > 0 ? (
            <NativeSelect name="groupBy" label="What belongs together" data={columns} defaultValue={grouping ?? columns[0]} />
          ) : (
            <p className="muted">This version has no column to group by.</p>
          ))}
        {needs.time &&
          (columns.length > 0 ? (
            <NativeSelect name="timeColumn" label="Time" data={columns} defaultValue={timed ?? columns[0]} />
          ) : (
            <p className="muted">This version has no column that could say when. One can be chosen where files are brought.</p>
          ))}
        {strategy.startsWith('STRATIFIED') && columns.length > 0 && (
          <NativeSelect name="stratifyBy" label="Equal shares of" data={[{ value: '', label: 'the classes' }, ...columns]} />
        )}
        {needs.folds && (
          <div className={styles.shares}>
            <NumberInput name="folds" label="Folds" defaultValue={5} min={2} max={100} allowDecimal={false} />
            {needs.inner && <NumberInput name="innerFolds" label="Inner folds" defaultValue={5} min={2} max={100} allowDecimal={false} />}
            <NumberInput name="repeats" label="Repeats" defaultValue={1} min={1} max={100} allowDecimal={false} />
          </div>
        )}
        {needs.shares && (
          <div className={styles.shares}>
            <NumberInput name="train" label="Train" suffix=" %" defaultValue={60} min={1} max={98} hideControls />
            <NumberInput name="validation" label="Validation" suffix=" %" defaultValue={20} min={0} max={98} hideControls />
            <NumberInput name="test" label="Test" suffix=" %" defaultValue={20} min={1} max={98} hideControls />
          </div>
        )}
        <NumberInput name="seed" label="Seed" defaultValue={1} min={0} max={2147483647} allowDecimal={false} />
        <TextInput name="name" label="Name" placeholder="made from the above" maxLength={100} />
        {problem && <FormProblem problem={problem} />}
        <div className={layout.end}>
          <Button type="submit" loading={fetching}>
            Make the split
          </Button>
          <Button variant="default" loading={looking} onClick={look}>
            Look first
          </Button>
        </div>
      </form>
    </Panel>
  );
}
