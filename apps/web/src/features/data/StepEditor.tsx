'use client';
import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import {
  afterWords,
  type OptionField,
  optionFields,
  optionText,
  optionValue,
  type RecipeStep,
  type StepKind,
  stepName,
  withOption,
} from './recipe-form.ts';
import styles from './Recipe.module.css';

interface StepEditorProps {
  step: RecipeStep;
  kind: StepKind | undefined;
  /** From 1. */
  place: number;
  last: boolean;
  /** What rows look like after it, as the preview says. */
  after: string | undefined;
  onChange: (step: RecipeStep) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
}

/** One step with its options, its place in the order, and a way out. */
export function StepEditor({ step, kind, place, last, after, onChange, onMove, onRemove }: StepEditorProps) {
  const name = stepName(step.step);
  return (
    <li className={styles.step}>
      <div className={styles.stepHead}>
        <span className="muted">{place}</span>
        <b>{name}</b>
        <button type="button" aria-label={`Move ${name} up`} disabled={place === 1} onClick={() => onMove(-1)}>
          ↑
        </button>
        <button type="button" aria-label={`Move ${name} down`} disabled={last} onClick={() => onMove(1)}>
          ↓
        </button>
        <button type="button" aria-label={`Remove ${name}`} onClick={onRemove}>
          ×
        </button>
      </div>
      {kind && (
        <div className={styles.options}>
          {optionFields(kind).map((field) => (
            <Option
              key={field.name}
              field={field}
              value={step[field.name]}
              onChange={(value) => onChange(withOption(step, field.name, value))}
            />
          ))}
        </div>
      )}
      {after && <p className="muted">→ {afterWords(after)}</p>}
    </li>
  );
}

function Option({ field, value, onChange }: { field: OptionField; value: unknown; onChange: (value: unknown) => void }) {
  const standard = optionText(field.standard);
  if (field.kind === 'switch')
    return (
      <Checkbox
        size="xs"
        label={field.label}
        checked={Boolean(value ?? field.standard)}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  if (field.kind === 'choice')
    return (
      <NativeSelect
        size="xs"
        label={field.label}
        value={optionText(value ?? field.standard)}
        onChange={(event) => onChange(event.currentTarget.value)}
        data={[...(field.required || field.standard !== undefined ? [] : [{ value: '', label: 'none' }]), ...field.choices]}
      />
    );
  return (
    <TextInput
      size="xs"
      label={field.label}
      {...(field.kind === 'number' && {
        type: 'number',
        step: field.whole ? 1 : 'any',
        ...(field.min !== undefined && { min: field.min }),
        ...(field.max !== undefined && { max: field.max }),
      })}
      defaultValue={optionText(value)}
      placeholder={standard || (field.kind === 'numbers' ? 'all' : '')}
      required={field.required}
      onChange={(event) => onChange(optionValue(field, event.currentTarget.value))}
    />
  );
}
