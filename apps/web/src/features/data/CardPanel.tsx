'use client';
import { Button, Textarea, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useMutation } from 'urql';
import { type DatasetQuery, UpdateDatasetCardDocument } from '../../generated/data.ts';
import { ago, bytes, count } from '../../lib/format.ts';
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

/** What one must know before using the works, and every version there was. */
export function CardPanel({ dataset }: { dataset: Dataset }) {
  const [{ fetching, error }, update] = useMutation(UpdateDatasetCardDocument);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const card = Object.fromEntries([...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]));
    const { error } = await update({ dataset: dataset.id, card });
    if (!error) say('Card saved.');
  };
  return (
    <div className={styles.columns}>
      <Panel title="Card">
        <form className={styles.detail} onSubmit={submit}>
          <Textarea name="description" label="Description" autosize minRows={2} defaultValue={dataset.card.description} />
          {fields.map(([name, label, hint]) => (
            <TextInput key={name} name={name} label={label} placeholder={hint} defaultValue={dataset.card[name]} />
          ))}
          {error && <FormProblem problem={problemOf(error)} />}
          <div>
            <Button type="submit" loading={fetching}>
              Save the card
            </Button>
          </div>
        </form>
      </Panel>
      <div style={{ display: 'grid', gap: 16 }}>
        <Panel title="Versions" note="none is ever changed">
          <dl className={styles.facts}>
            {dataset.versions.nodes.map((version) => (
              <div key={version.id} style={{ display: 'contents' }}>
                <dt>{version.number}</dt>
                <dd>
                  {count(version.samples)} works · {bytes(version.sizeBytes)} · {ago(version.createdAt)}
                  <br />
                  <span className="mono muted" title={version.contentHash}>
                    {version.contentHash.slice(0, 16)}
                  </span>{' '}
                  {version.note}
                </dd>
              </div>
            ))}
          </dl>
        </Panel>
        {dataset.latest && dataset.latest.files.length > 0 && (
          <Panel title="Files" note="as stored">
            <dl className={styles.facts}>
              {dataset.latest.files.map((file) => (
                <div key={file.name} style={{ display: 'contents' }}>
                  <dt>
                    <a href={file.url} download={file.name}>
                      {file.name}
                    </a>
                  </dt>
                  <dd>{bytes(file.sizeBytes)}</dd>
                </div>
              ))}
            </dl>
          </Panel>
        )}
      </div>
    </div>
  );
}
