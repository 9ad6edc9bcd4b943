import type { Problem } from '../../lib/problem.ts';
import { plural } from '../../lib/format.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Panel } from '../../ui/Page.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { PreviewedRow } from './PreviewedRow.tsx';
import styles from './Recipe.module.css';
import type { RecipePreview } from './use-recipe-preview.ts';

interface RecipePreviewPanelProps {
  preview: RecipePreview | undefined;
  problem: Problem | undefined;
  busy: boolean;
  split: string | undefined;
}

/** Real works before and after the steps. */
export function RecipePreviewPanel({ preview, problem, busy, split }: RecipePreviewPanelProps) {
  const note = preview && (preview.dropped > 0 ? `${plural(preview.dropped, 'work')} of the training part left out` : 'no work left out');
  return (
    <Panel title="Before and after" note={busy ? 'working…' : note}>
      {problem && <FormProblem problem={problem} />}
      {!split ? (
        <p className="muted" style={{ margin: 0 }}>
          Steps are fitted on the training part of a split and on nothing else; make a split first, then works are shown here before and
          after.
        </p>
      ) : (
        !preview && !problem && <Waiting />
      )}
      {preview && (
        <div className={styles.rows} aria-busy={busy} aria-live="polite">
          {preview.rows.map((row) => (
            <div key={row.id} className={styles.row}>
              <h3>{row.id}</h3>
              <div>
                <span>before</span>
                <PreviewedRow row={row.before} label={`${row.id} before`} />
              </div>
              <div>
                <span>after</span>
                <PreviewedRow row={row.after} label={`${row.id} after`} />
              </div>
            </div>
          ))}
        </div>
      )}
    </Panel>
  );
}
