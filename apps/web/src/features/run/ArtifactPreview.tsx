// biome-ignore-all lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
'use client';
import { parseDelimited } from '../../lib/delimited.ts';
import { bytes, count } from '../../lib/format.ts';
import { indentedJson } from '../../lib/json.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Panel } from '../../ui/Page.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { When } from '../../ui/When.tsx';
import type { Artifact } from './ArtifactsTab.tsx';
import { type Shown, shownAs } from './artifact-kind.ts';
import styles from './Artifacts.module.css';
import { mostPictureBytes, useArtifactContent } from './use-artifact-content.ts';

const mostRows = 200;

/** One file, shown as what its name says it is; never run, never rendered as a page. */
export function ArtifactPreview({ artifact }: { artifact: Artifact }) {
  const { path, file, createdAt } = artifact;
  const shown = shownAs(path);
  return (
    <Panel
      title={path}
      note={
        <a href={file.url} download={path.split('/').at(-1)}>
          Download
        </a>
      }
    >
      {shown === 'nothing' ? (
        <p className="muted" style={{ margin: 0 }}>
          This kind of file cannot be shown here.
        </p>
      ) : shown === 'picture' && file.sizeBytes > mostPictureBytes ? (
        <p className="muted" style={{ margin: 0 }}>
          The picture is larger than {bytes(mostPictureBytes)}; download it to look at it.
        </p>
      ) : (
        <Content artifact={artifact} shown={shown} />
      )}
      <p className={styles.facts}>
        <span>{artifact.kind}</span>
        <span>{bytes(file.sizeBytes)}</span>
        <When at={createdAt} />
        <span className="mono" title="SHA-256 of the content" style={{ overflowWrap: 'anywhere' }}>
          {file.sha256}
        </span>
      </p>
    </Panel>
  );
}

function Content({ artifact, shown }: { artifact: Artifact; shown: Exclude<Shown, 'nothing'> }) {
  const { picture, text, cut, problem } = useArtifactContent(artifact, shown);
  if (problem) return <FormProblem problem={problem} />;
  if (picture) return <img className={styles.picture} src={picture} alt={artifact.path} />;
  if (text === undefined) return <Waiting lines={4} />;
  const note = cut ? <p className="muted">Only the beginning is shown; the file has {bytes(artifact.file.sizeBytes)}.</p> : null;
  return (
    <>
      {shown === 'table' ? (
        <DelimitedTable text={text} separator={/\.tsv$/i.test(artifact.path) ? '\t' : ','} cut={cut} />
      ) : (
        <pre className={styles.text} tabIndex={0}>
          {shown === 'json' && !cut ? indentedJson(text) : text}
        </pre>
      )}
      {note}
    </>
  );
}

function DelimitedTable({ text, separator, cut }: { text: string; separator: ',' | '\t'; cut: boolean }) {
  const all = parseDelimited(text, separator, mostRows + 2);
  // The last row of a beginning may be half a row.
  const rows = cut && all.length <= mostRows + 1 ? all.slice(0, -1) : all;
  const [head = [], ...body] = rows;
  return (
    <div className={styles.table} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((name, index) => (
              <th key={index} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.slice(0, mostRows).map((row, index) => (
            <tr key={index}>
              {head.map((_, column) => (
                <td key={column}>{row[column] ?? ''}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {body.length > mostRows && <p className="muted">The first {count(mostRows)} rows.</p>}
    </div>
  );
}
