'use client';
import { Figure } from '../../charts/draw/Figure.tsx';
import { DatasetDocument, type DatasetQuery } from '../../generated/data.ts';
import { plural } from '../../lib/format.ts';
import { TextButton } from '../../ui/TextButton.tsx';
import { When } from '../../ui/When.tsx';
import { cardLabel } from './card-fields.ts';
import styles from './Card.module.css';

type Dataset = NonNullable<DatasetQuery['dataset']>;

interface CardHistoryProps {
  dataset: Dataset;
  onTakeBack: (field: string, text: string) => void;
}

/** What the card has said before and who changed it, the newest first; any of it can be said again. */
export function CardHistory({ dataset: { id, card, cardChanges }, onTakeBack }: CardHistoryProps) {
  const changes = cardChanges.toReversed();
  const says = (field: string) => card[field as keyof typeof card];
  return (
    <Figure
      title="Said before"
      note={changes.length > 0 && plural(changes.length, 'change')}
      table={() => ({
        columns: ['when', 'who', 'field', 'before', 'after'],
        rows: changes.map((each) => [each.at, each.by, each.field, each.from, each.to]),
      })}
      query={{ document: DatasetDocument, variables: { id, version: id, chosen: false } }}
    >
      {changes.length === 0 && (
        <p className="muted" style={{ margin: 0 }}>
          Nothing was changed since the dataset was made.
        </p>
      )}
      <ol className={styles.changes}>
        {changes.map(({ field, from, to, by, at }, index) => (
          <li key={`${at} ${field} ${index}`}>
            <p>
              <b>{cardLabel(field)}</b>{' '}
              <span className="muted">
                {by}, <When at={at} />
              </span>
            </p>
            <p>
              <del>{from || 'nothing'}</del> → <ins>{to || 'nothing'}</ins>
            </p>
            {says(field) !== from && (
              <TextButton onClick={() => onTakeBack(field, from)}>
                say this again<span className="visually-hidden">: {from || 'nothing'}</span>
              </TextButton>
            )}
          </li>
        ))}
      </ol>
    </Figure>
  );
}
