import { Panel } from '../../ui/Page.tsx';
import { FieldGrid } from './FieldGrid.tsx';
import { FieldInput } from './FieldInput.tsx';
import { stoppingDefaults, stoppingFields, trainingFields } from './fields.ts';
import styles from './Launch.module.css';
import type { DraftState } from './use-draft.ts';

/** How it is trained, when it stops, and, on a nested split, what its inner folds choose among. */
export function TrainingPanel({ state, errorOf }: { state: DraftState; errorOf: (name: string) => string | undefined }) {
  const { draft, split } = state;
  return (
    <Panel title="Training">
      <div className={styles.fields}>
        <FieldGrid fields={trainingFields} values={draft.training} errorOf={errorOf} onChange={state.setTraining} />
      </div>
      <div className={styles.stopping}>
        <FieldInput
          field={{ label: 'Stop early', kind: 'flag', help: 'When nothing gets better any more' }}
          value={draft.stopping !== null}
          error={errorOf('earlyStopping')}
          onChange={(on) => state.setStopping(on ? stoppingDefaults : null)}
        />
        {draft.stopping && <FieldGrid fields={stoppingFields} values={draft.stopping} errorOf={errorOf} onChange={state.setStopping} />}
      </div>
      {split.innerFolds != null && (
        <div className={styles.stopping}>
          <FieldInput
            field={{
              label: 'Learning rates to choose among',
              kind: 'list',
              help: `Beside the one above: ${split.innerFolds} inner folds of each fold choose, the fold itself judges`,
            }}
            value={state.rates}
            error={errorOf('alternatives')}
            onChange={(value) => state.setRates(Array.isArray(value) ? value : [])}
          />
        </div>
      )}
    </Panel>
  );
}
