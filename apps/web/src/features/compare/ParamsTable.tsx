'use client';
import type { FigureQuery } from '../../charts/draw/figure-query.ts';
import { TableTools } from '../../charts/draw/TableTools.tsx';
import { plural } from '../../lib/format.ts';
import { flatten, valueText } from '../../lib/json.ts';
import { useQueryState } from '../../lib/query-state.ts';
import { Panel } from '../../ui/Page.tsx';
import { TextButton } from '../../ui/TextButton.tsx';
import styles from './Compare.module.css';
import type { ComparedRun } from './compared-run.ts';
import { RunHeads } from './RunHeads.tsx';

interface ParamsTableProps {
  runs: readonly ComparedRun[];
  /** The run that the others are held against. */
  baseline: string | null;
  query: FigureQuery;
}

/** How the runs were set up: only what differs, or all of it. */
export function ParamsTable({ runs, baseline, query }: ParamsTableProps) {
  const [shown, setShown] = useQueryState('params');
  const params = paramsOf(runs.map((run) => run.params));
  const differing = params.filter((param) => param.differs);
  const listed = shown === 'all' ? params : differing;
  const base = runs.findIndex((run) => run.id === baseline);
  return (
    <Panel
      title={shown === 'all' ? 'Params' : 'Params that differ'}
      note={
        <>
          <TextButton aria-pressed={shown !== 'all'} onClick={() => setShown(shown === 'all' ? '' : 'all')}>
            {shown === 'all'
              ? `all ${params.length}: show only the ${differing.length} that differ`
              : `${plural(differing.length, 'param')} differ${differing.length === 1 ? 's' : ''}: show all ${params.length}`}
          </TextButton>
          {' · '}
          <TableTools
            title="Params"
            query={query}
            table={() => ({
              columns: ['param', ...runs.map(({ number, name }) => `#${number} ${name}`)],
              rows: listed.map(({ path, texts }) => [path, ...texts]),
            })}
          />
        </>
      }
    >
      {listed.length === 0 ? (
        <p className="muted" style={{ margin: 0 }}>
          {params.length === 0 ? 'These runs logged no params.' : 'None differs: these runs were set up alike.'}
        </p>
      ) : (
        <div className={`${styles.scroll} ${styles.tall}`} tabIndex={0}>
          <table className={styles.table} aria-label="Params">
            <thead>
              <tr>
                <th scope="col">Param</th>
                <RunHeads runs={runs} />
              </tr>
            </thead>
            <tbody>
              {listed.map(({ path, texts }) => (
                <tr key={path}>
                  <th scope="row">{path}</th>
                  {runs.map((run, index) => (
                    <td
                      key={run.id}
                      className={base >= 0 && index !== base && texts[index] !== texts[base] ? `mono ${styles.other}` : 'mono'}
                    >
                      {texts[index]}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

/** Every param of some runs with its text in each, in the order of first appearance. */
export function paramsOf(params: readonly unknown[]): { path: string; texts: string[]; differs: boolean }[] {
  const flat = params.map((each) => new Map(flatten(each)));
  const paths = [...new Set(flat.flatMap((each) => [...each.keys()]))];
  return paths.map((path) => ({
    path,
    texts: flat.map((each) => valueText(each.get(path))),
    differs: new Set(flat.map((each) => JSON.stringify(each.get(path) ?? null))).size > 1,
  }));
}
