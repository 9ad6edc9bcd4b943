'use client';
import { Button, Textarea, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useMutation } from 'urql';
import { type DatasetQuery, UpdateDatasetCardDocument } from '../../generated/data.ts';
import { problemOf } from '../../lib/problem.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Panel } from '../../ui/Page.tsx';
import { say } from '../../ui/toast-store.ts';
import styles from './Data.module.css';

type Dataset = NonNullable<DatasetQuery['dataset']>;

const fields = [
  ['licence', 'Licence', 'Under which terms may the works be used?'],
  ['consent', 'Consent', 'Did the makers agree, and how?'],
  ['source', 'Source', 'Where do they come from?'],
  ['sensitive', 'Sensitive information', 'Names, faces, health, beliefs: what is in them?'],
] as const;

/** What one must know before using the works. What nobody has said is named, since silence is no consent. */
export function CardPanel({ dataset }: { dataset: Dataset }) {
  const [{ fetching, error }, update] = useMutation(UpdateDatasetCardDocument);
  const { card } = dataset;
  const unsaid = fields.filter(([name]) => !card[name].trim()).map(([, label]) => label.toLowerCase());
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = Object.fromEntries([...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]));
    const { error } = await update({ dataset: dataset.id, card: given });
    if (error) return;
    say('Card saved.', { action: { label: 'Undo', run: () => void update({ dataset: dataset.id, card }) } });
  };
  return (
    <Panel title="Card" note={unsaid.length === 0 ? 'complete' : `nothing is said of ${unsaid.join(', ')}`}>
      {/* A card that came back from the server is shown as it is there. */}
      <form key={JSON.stringify(card)} className={styles.detail} onSubmit={submit}>
        <Textarea name="description" label="Description" autosize minRows={2} defaultValue={card.description} />
        {fields.map(([name, label, hint]) => (
          <TextInput key={name} name={name} label={label} placeholder={hint} defaultValue={card[name]} />
        ))}
        {error && <FormProblem problem={problemOf(error)} />}
        <div>
          <Button type="submit" loading={fetching}>
            Save the card
          </Button>
        </div>
      </form>
    </Panel>
  );
}
