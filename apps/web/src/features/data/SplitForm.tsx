'use client';
import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { CreateSplitDocument, type SplitStrategy, type VersionFragment } from '../../generated/data.ts';
import { problemOf } from '../../lib/problem.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Panel } from '../../ui/Page.tsx';
import { say } from '../../ui/toast-store.ts';
import styles from './Data.module.css';

const strategies: { value: SplitStrategy; label: string; needs?: 'group' | 'time' | 'folds' | 'groupFolds' }[] = [
  { value: 'STRATIFIED', label: 'Stratified: equal shares of each class' },
  { value: 'GROUPED', label: 'Grouped: a group on one side only', needs: 'group' },
  { value: 'STRATIFIED_GROUPED', label: 'Grouped, with equal shares', needs: 'group' },
  { value: 'RANDOM', label: 'Random' },
  { value: 'TIME', label: 'By time: the latest are tested', needs: 'time' },
  { value: 'STRATIFIED_K_FOLD', label: 'Folds, stratified', needs: 'folds' },
  { value: 'GROUPED_K_FOLD', label: 'Folds, grouped', needs: 'groupFolds' },
];

/** Divides a version into train, validation and test. What belongs together is kept together unless told otherwise. */
export function SplitForm({ version, onMade }: { version: VersionFragment; onMade: () => void }) {
  const columns = version.columns.map((column) => column.name);
  const grouping = version.columns.find((column) => /group|drawer|author|artist|composer|patient|subject/i.test(column.name))?.name;
  const [strategy, setStrategy] = useState<SplitStrategy>(grouping ? 'STRATIFIED_GROUPED' : 'STRATIFIED');
  const [{ fetching, error }, create] = useMutation(CreateSplitDocument);
  const needs = strategies.find((candidate) => candidate.value === strategy)?.needs;
  const folds = needs === 'folds' || needs === 'groupFolds';
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const shares = ['train', 'validation', 'test'].map((part) => Number.parseFloat(text(part)) / 100);
    const { error } = await create({
      input: {
        version: version.id,
        strategy,
        seed: Number(text('seed')),
        ...(text('name') && { name: text('name') }),
        ...(folds ? { folds: Number(text('folds')) } : { fractions: shares }),
        ...((needs === 'group' || needs === 'groupFolds') && { groupBy: text('groupBy') }),
        ...(needs === 'time' && { timeColumn: text('timeColumn') }),
      },
    });
    if (error) return;
    say('Split made. Every work has its part now.');
    onMade();
  };
  return (
    <Panel title="New split">
      <form className={styles.detail} onSubmit={submit}>
        <NativeSelect
          label="How"
          value={strategy}
          onChange={(event) => setStrategy(event.currentTarget.value as SplitStrategy)}
          data={strategies.map(({ value, label }) => ({ value, label }))}
        />
        {(needs === 'group' || needs === 'groupFolds') &&
          (columns.length > 0 ? (
            <NativeSelect name="groupBy" label="What belongs together" data={columns} defaultValue={grouping ?? columns[0]} />
          ) : (
            <p className="muted">This version has no column to group by.</p>
          ))}
        {needs === 'time' && <NativeSelect name="timeColumn" label="Time" data={columns} />}
        {folds ? (
          <NumberInput name="folds" label="Folds" defaultValue={5} min={2} max={100} allowDecimal={false} />
        ) : (
          <div style={{ display: 'grid', gridTemplateColumns: 'repeat(3, 1fr)', gap: 8, alignItems: 'end' }}>
            <NumberInput name="train" label="Train" suffix=" %" defaultValue={60} min={1} max={98} hideControls />
            <NumberInput name="validation" label="Validation" suffix=" %" defaultValue={20} min={0} max={98} hideControls />
            <NumberInput name="test" label="Test" suffix=" %" defaultValue={20} min={1} max={98} hideControls />
          </div>
        )}
        <NumberInput name="seed" label="Seed" defaultValue={1} min={0} max={2147483647} allowDecimal={false} />
        <TextInput name="name" label="Name" placeholder="made from the above" maxLength={100} />
        {error && <FormProblem problem={problemOf(error)} />}
        <div>
          <Button type="submit" loading={fetching}>
            Make the split
          </Button>
        </div>
      </form>
    </Panel>
  );
}
