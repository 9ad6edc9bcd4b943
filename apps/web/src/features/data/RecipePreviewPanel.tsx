import type { ReactNode } from 'react';
import { plural } from '../../lib/format.ts';
import type { Problem } from '../../lib/problem.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Panel } from '../../ui/Page.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { PreviewedRow } from './PreviewedRow.tsx';
import { lookOf, type PreviewRow } from './preview-row.ts';
import styles from './RecipePreview.module.css';
import type { RecipePreview } from './use-recipe-preview.ts';
import type { Variation } from './variation.ts';
import { VariationControls } from './VariationControls.tsx';

interface RecipePreviewPanelProps {
  preview: RecipePreview | undefined;
  problem: Problem | undefined;
  busy: boolean;
  variation: Variation;
  onVariation: (variation: Variation) => void;
  /** Stands in place of works where no split says what training is. */
  instead?: ReactNode;
}

/** Real works before and after the steps, and as training would see them where a step varies them. */
export function RecipePreviewPanel({ preview, problem, busy, variation, onVariation, instead }: RecipePreviewPanelProps) {
  const note = preview && (preview.dropped > 0 ? `${plural(preview.dropped, 'work')} of the training part left out` : 'no work left out');
  const varies = preview?.rows.some((row) => row.varied.length > 0);
  return (
    <Panel title="Before and after" note={busy ? 'working…' : note}>
      {problem && <FormProblem problem={problem} />}
      {instead}
      {!instead && !preview && !problem && <Waiting />}
      {varies && <VariationControls variation={variation} onChange={onVariation} />}
      {preview && (
        <div className={styles.rows} aria-busy={busy} aria-live="polite">
          {preview.rows.map(({ id, before, after, varied }) => (
            <div key={id} className={styles.work}>
              <h3>{id}</h3>
              <Seen label="before" id={id} row={before} among={[before]} />
              <Seen label="after" id={id} row={after} among={[after, ...varied]} />
              {varied.map((row, index) => (
                <Seen key={index} label={`in epoch ${variation.from + index}`} id={id} row={row} among={[after, ...varied]} />
              ))}
            </div>
          ))}
        </div>
      )}
    </Panel>
  );
}

interface SeenProps {
  label: string;
  id: string;
  row: PreviewRow;
  /** Rows that it is to be compared with. */
  among: readonly PreviewRow[];
}

function Seen({ label, id, row, among }: SeenProps) {
  const look = lookOf(row);
  return (
    <div className={styles.seen} data-look={look}>
      <span>{label}</span>
      <PreviewedRow row={row} look={look} label={`${id} ${label}`} among={among} />
    </div>
  );
}
