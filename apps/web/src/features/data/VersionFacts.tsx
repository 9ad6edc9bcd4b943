import { Figure } from '../../charts/draw/Figure.tsx';
import { VersionFactsDocument, type VersionFragment } from '../../generated/data.ts';
import { bytes, count, words } from '../../lib/format.ts';
import styles from './Layout.module.css';

/** What the importer made of the files, in a few facts. */
export function VersionFacts({ version }: { version: VersionFragment }) {
  const facts = factsOf(version);
  return (
    <Figure
      title="What was read"
      table={() => ({ columns: ['', 'found'], rows: facts.map(({ name, text }) => [name, text]) })}
      query={{ document: VersionFactsDocument, variables: { version: version.id } }}
    >
      <dl className={styles.facts}>
        {facts.map(({ name, text, hint, isCode }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={isCode ? 'mono' : undefined} title={hint}>
              {isCode ? text.slice(0, 12) : text}
            </dd>
          </div>
        ))}
      </dl>
    </Figure>
  );
}

interface Fact {
  readonly name: string;
  readonly text: string;
  readonly hint?: string;
  readonly isCode?: boolean;
}

function factsOf(version: VersionFragment): Fact[] {
  const { views, columns, missingValues, duplicates, sizeBytes, contentHash } = version;
  return [
    ...views.map(({ name, modality, shape, length }) => ({
      name,
      text: [
        words(modality),
        ...(shape.length > 0 ? [shape.join(' × ')] : []),
        ...(length ? [`${count(length.min)} to ${count(length.max)} steps`] : []),
      ].join(' · '),
    })),
    { name: 'Missing values', text: missingValues === 0 ? 'none' : count(missingValues) },
    { name: 'Duplicates', text: duplicates === 0 ? 'none' : count(duplicates) },
    ...columns.map(({ name, distinct, examples }) => ({ name, text: `${count(distinct)} different`, hint: examples.join(', ') })),
    { name: 'Size', text: bytes(sizeBytes) },
    { name: 'Content', text: contentHash, hint: contentHash, isCode: true },
  ];
}
