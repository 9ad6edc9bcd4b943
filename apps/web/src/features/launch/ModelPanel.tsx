import { Button } from '@mantine/core';
import { Panel } from '../../ui/Page.tsx';
import { FieldGrid } from './FieldGrid.tsx';
import { modelFields, presets } from './fields.ts';
import styles from './Launch.module.css';
import type { DraftState } from './use-draft.ts';

/** The presets of the family, and every field that they set. */
export function ModelPanel({ state, errorOf }: { state: DraftState; errorOf: (name: string) => string | undefined }) {
  const { family, draft } = state;
  return (
    <Panel title={`Model: ${family.toUpperCase()}`} note="defaults are the reference net">
      <div className={styles.presets}>
        {presets[family].map((preset) => (
          <Button
            key={preset.name}
            variant="default"
            radius="xl"
            size="compact-sm"
            onClick={() => state.choose(preset)}
            title={preset.says}
          >
            {preset.name}
            <span className={styles.says}>: {preset.says}</span>
          </Button>
        ))}
      </div>
      <div className={styles.fields}>
        <FieldGrid fields={modelFields[family]} values={draft.model} errorOf={errorOf} onChange={state.setModel} />
      </div>
    </Panel>
  );
}
