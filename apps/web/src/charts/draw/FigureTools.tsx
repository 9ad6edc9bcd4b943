'use client';
import { save } from '../../ui/save.ts';
import { copy } from '../../ui/copy.ts';
import { say } from '../../ui/toast-store.ts';
import { csvOf } from '../prepare/csv.ts';
import { type FigureQuery, queryText } from './figure-query.ts';
import styles from './Figure.module.css';
import { fileNameOf, type Pictured, pngOf, svgOf } from './save-figure.ts';

interface FigureToolsProps {
  pictured: () => Pictured;
  query: FigureQuery | undefined;
}

type Action = readonly [name: string, act: () => Promise<void> | void];

/** Everything one can take a figure away as. */
export default function FigureTools({ pictured, query }: FigureToolsProps) {
  const { title } = pictured();
  const actions: Action[] = [
    ['PNG', async () => save(fileNameOf(title, 'png'), await pngOf(svgOf(pictured())))],
    ['SVG', () => save(fileNameOf(title, 'svg'), new Blob([svgOf(pictured())], { type: 'image/svg+xml' }))],
    ['CSV', () => save(fileNameOf(title, 'csv'), new Blob([csvOf(pictured().table())], { type: 'text/csv' }))],
    [
      'copy picture',
      async () => {
        // Given as a promise, so that it still counts as the click's own doing where that matters.
        await navigator.clipboard.write([new ClipboardItem({ 'image/png': pngOf(svgOf(pictured())) })]);
        say('Copied as a picture.');
      },
    ],
    ['copy CSV', () => copy(csvOf(pictured().table()), 'Copied as CSV.')],
  ];
  if (query) actions.push(['copy GraphQL', () => copy(queryText(query), 'Copied the query, with its variables.')]);
  return (
    <fieldset className={styles.ways}>
      <legend className="visually-hidden">{title} as</legend>
      {actions.map(([name, act]) => (
        <button
          key={name}
          type="button"
          onClick={() => Promise.resolve(act()).catch((error: Error) => say(`That did not work: ${error.message}`, { tone: 'bad' }))}
        >
          {name}
          <span className="visually-hidden"> of {title}</span>
        </button>
      ))}
    </fieldset>
  );
}
