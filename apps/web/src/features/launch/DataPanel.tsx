import { NativeSelect, SegmentedControl } from '@mantine/core';
import { count } from '../../lib/format.ts';
import { Panel } from '../../ui/Page.tsx';
import styles from './Launch.module.css';
import type { DraftState, LikeRun, Project, Split } from './use-draft.ts';

/** Letters of names that fit beside each other. */
const sideBySide = 24;

/** Which works, in which view, prepared how, and, on a split with folds, whether all of them. */
export function DataPanel({ project, state, like }: { project: Project; state: DraftState; like: LikeRun | undefined }) {
  const { split, view, saved, recipe } = state;
  const steps = recipe === 'like' ? (like?.recipeLines ?? []) : (saved.find(({ id }) => id === recipe)?.lines ?? []);
  return (
    <Panel title="What it learns from" note={worksOf(split)}>
      <div className={styles.fields}>
        <NativeSelect
          label="Split"
          value={split.id}
          onChange={(event) => state.setSplit(event.currentTarget.value)}
          data={project.splits.nodes.map((each) => ({
            value: each.id,
            label: `${each.version.dataset.name} · ${each.name}${foldWords(each)}`,
          }))}
        />
        <ViewChoice names={split.version.views.map((each) => each.name)} chosen={view.name} onChoose={state.setView} />
        <NativeSelect
          label="Recipe"
          value={recipe}
          onChange={(event) => state.setRecipe(event.currentTarget.value)}
          data={[
            { value: 'default', label: 'What suits the view' },
            ...(like && like.view === view.name && like.recipeSteps ? [{ value: 'like', label: `As in #${like.number}` }] : []),
            ...saved.map((each) => ({ value: each.id, label: each.name })),
          ]}
        />
        {split.folds != null && (
          <NativeSelect
            label="Folds"
            value={state.draft.fold === null ? 'all' : String(state.draft.fold)}
            onChange={(event) => state.setFold(event.currentTarget.value === 'all' ? null : Number(event.currentTarget.value))}
            data={[
              { value: 'all', label: `All ${split.folds}, one after the other` },
              ...Array.from({ length: Math.min(split.folds, 100) }, (_, fold) => ({
                value: String(fold),
                label: `Fold ${fold + 1} alone`,
              })),
            ]}
          />
        )}
      </div>
      {steps.length > 0 && (
        <ol className={styles.steps} aria-label="Steps of the recipe">
          {steps.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
      )}
    </Panel>
  );
}

/** Side by side as long as there is room for their names. */
function ViewChoice({ names, chosen, onChoose }: { names: readonly string[]; chosen: string; onChoose: (name: string) => void }) {
  if (names.join('').length > sideBySide)
    return <NativeSelect label="View" value={chosen} onChange={(event) => onChoose(event.currentTarget.value)} data={[...names]} />;
  return (
    <div>
      <p className={styles.label} id="view-label">
        View
      </p>
      <SegmentedControl fullWidth aria-labelledby="view-label" value={chosen} onChange={onChoose} data={[...names]} />
    </div>
  );
}

function worksOf(split: Split): string {
  const samples = split.parts.find(({ part }) => part === 'TRAIN')?.samples ?? 0;
  return split.folds == null ? `${count(samples)} training works` : `${count(samples)} training works in each of ${split.folds} folds`;
}

function foldWords({ folds, innerFolds }: Split): string {
  if (folds == null) return '';
  return innerFolds == null ? ` · ${folds} folds` : ` · ${folds} folds, ${innerFolds} within each`;
}
