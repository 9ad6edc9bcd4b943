import { Button, NumberInput } from '@mantine/core';
import { epochsOf, otherEpochs, type Variation } from './variation.ts';
import styles from './RecipePreview.module.css';

interface VariationControlsProps {
  variation: Variation;
  onChange: (variation: Variation) => void;
}

/** What chance makes of the works: by the seed of the training, and from epoch to epoch. */
export function VariationControls({ variation, onChange }: VariationControlsProps) {
  const epochs = epochsOf(variation);
  return (
    <fieldset className={styles.variation}>
      <legend>
        Some steps vary the works, in training only and anew in each epoch. This is what a training with this seed would see of them, were
        they in its training part.
      </legend>
      <NumberInput
        size="xs"
        label="Seed"
        value={variation.seed}
        min={0}
        max={2147483647}
        allowDecimal={false}
        onChange={(seed) => typeof seed === 'number' && onChange({ ...variation, seed })}
      />
      <Button size="xs" variant="default" disabled={variation.from === 1} onClick={() => onChange(otherEpochs(variation, -1))}>
        Epochs before
      </Button>
      <span className="muted">
        epochs {epochs[0]} to {epochs.at(-1)}
      </span>
      <Button size="xs" variant="default" onClick={() => onChange(otherEpochs(variation, 1))}>
        Other draws
      </Button>
    </fieldset>
  );
}
