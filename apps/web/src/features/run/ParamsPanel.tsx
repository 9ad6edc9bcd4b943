'use client';
import { apart } from '../../ui/apart.tsx';
import { useState } from 'react';
import { TableTools } from '../../charts/draw/TableTools.tsx';
import { RunDocument } from '../../generated/run.ts';
import { count, plural } from '../../lib/format.ts';
import { flatten, valueText } from '../../lib/json.ts';
import { Panel } from '../../ui/Page.tsx';
import { copy } from '../../ui/copy.ts';
import { TextButton } from '../../ui/TextButton.tsx';
import { When } from '../../ui/When.tsx';
import styles from './Run.module.css';
import type { Run } from './RunHeader.tsx';

// Most runs have few params and never need it.
const SearchField = apart(() => import('../../ui/SearchField.tsx').then((module) => module.SearchField));

/** Beyond this many a search is offered. */
const many = 24;

/** What a run was run with: nested as it was given, long ones searched. */
export function ParamsPanel({ id, params, corrections }: Pick<Run, 'id' | 'params' | 'corrections'>) {
  const [wanted, setWanted] = useState('');
  const all = flatten(params);
  const found = all.filter(([path, value]) => `${path} ${valueText(value)}`.toLowerCase().includes(wanted.toLowerCase()));
  return (
    <Panel
      title="Params"
      note={
        all.length > 0 ? (
          <>
            {count(all.length)} ·{' '}
            <TextButton onClick={() => copy(JSON.stringify(params, null, 2), 'Copied as JSON.')}>
              copy<span className="visually-hidden"> params as JSON</span>
            </TextButton>{' '}
            <TableTools
              title="Params"
              query={{ document: RunDocument, variables: { id } }}
              table={() => ({ columns: ['param', 'value'], rows: all.map(([path, value]) => [path, valueText(value)]) })}
            />
          </>
        ) : (
          'none'
        )
      }
    >
      {all.length > many && (
        <div style={{ marginBottom: 8 }}>
          <SearchField label="Search the params" value={wanted} onChange={setWanted} />
        </div>
      )}
      {nested(found).map(({ group, entries }) => (
        <section key={group} className={styles.group}>
          {group && <h3>{group}</h3>}
          <dl className={styles.facts}>
            {entries.map(({ path, name, value }) => (
              <div key={path} style={{ display: 'contents' }}>
                <dt title={path}>{name}</dt>
                <dd className="mono">{valueText(value)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      {all.length > 0 && found.length === 0 && <p className="muted">No param has that.</p>}
      {corrections.length > 0 && (
        <details className={styles.group}>
          <summary className="muted">{plural(corrections.length, 'correction')}</summary>
          <ul className={styles.corrections}>
            {corrections.map(({ path, from, to, by, at }) => (
              <li key={`${path} ${at}`}>
                <b>{path}</b> was <span className="mono">{valueText(from)}</span>, now <span className="mono">{valueText(to)}</span>
                <span className="muted">
                  {' '}
                  by {by}, <When at={at} />
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Panel>
  );
}

interface Group {
  readonly group: string;
  readonly entries: { readonly path: string; readonly name: string; readonly value: unknown }[];
}

/** Under the name that stands before the first dot; those without one come first. */
function nested(params: readonly [string, unknown][]): Group[] {
  const groups = new Map<string, Group>([['', { group: '', entries: [] }]]);
  for (const [path, value] of params) {
    const dot = path.indexOf('.');
    const group = dot < 0 ? '' : path.slice(0, dot);
    const entries = groups.get(group) ?? { group, entries: [] };
    entries.entries.push({ path, name: path.slice(dot + 1), value });
    groups.set(group, entries);
  }
  return [...groups.values()].filter(({ entries }) => entries.length > 0);
}
