'use client';
import { Button, Textarea } from '@mantine/core';
import type { FormEvent } from 'react';
import { useMutation } from 'urql';
import { type DatasetQuery, UpdateDatasetCardDocument } from '../../generated/data.ts';
import { problemOf } from '../../lib/problem.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Panel } from '../../ui/Page.tsx';
import { say } from '../../ui/toast-store.ts';
import { CardHistory } from './CardHistory.tsx';
import { cardFields } from './card-fields.ts';
import styles from './Layout.module.css';

type Dataset = NonNullable<DatasetQuery['dataset']>;

/** What one must know before using the works. What nobody has said is named, since silence is no consent. */
export function CardPanel({ dataset }: { dataset: Dataset }) {
  const [{ fetching, error }, update] = useMutation(UpdateDatasetCardDocument);
  const { card } = dataset;
  const unsaid = cardFields.filter(([name]) => !card[name].trim()).map(([, label]) => label.toLowerCase());
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = Object.fromEntries([...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]));
    const { error } = await update({ dataset: dataset.id, card: given });
    if (error) return;
    say('Card saved.', { action: { label: 'Undo', run: () => void update({ dataset: dataset.id, card }) } });
  };
  return (
    <div className={styles.columns}>
      <Panel title="Card" note={unsaid.length === 0 ? 'complete' : `nothing is said of ${unsaid.join(', ')}`}>
        {/* A card that came back from the server is shown as it is there. */}
        <form key={JSON.stringify(card)} className={styles.form} onSubmit={submit}>
          <Textarea name="description" label="Description" autosize minRows={2} maxRows={12} defaultValue={card.description} />
          {cardFields.map(([name, label, hint]) => (
            <Textarea key={name} name={name} label={label} placeholder={hint} autosize minRows={1} maxRows={8} defaultValue={card[name]} />
          ))}
          {error && <FormProblem problem={problemOf(error)} />}
          <div>
            <Button type="submit" loading={fetching}>
              Save the card
            </Button>
          </div>
        </form>
      </Panel>
      <CardHistory dataset={dataset} onTakeBack={(field, text) => update({ dataset: dataset.id, card: { [field]: text } })} />
    </div>
  );
}
