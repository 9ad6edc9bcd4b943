'use client';
import { useState } from 'react';
import { typedWeight } from '../../charts/prepare/weights.ts';
import styles from './Weights.module.css';

interface WeightInputProps {
  label: string;
  weight: number;
  onChange: (weight: number) => void;
}

/** A weight as a number that can be typed over. What is no weight is forgotten when it is left. */
export function WeightInput({ label, weight, onChange }: WeightInputProps) {
  const [text, setText] = useState<string>();
  const commit = () => {
    const typed = text === undefined ? undefined : typedWeight(text);
    if (typed !== undefined && typed.toFixed(2) !== weight.toFixed(2)) onChange(typed);
    setText(undefined);
  };
  return (
    <input
      className={styles.typed}
      inputMode="decimal"
      aria-label={label}
      aria-invalid={text !== undefined && typedWeight(text) === undefined}
      value={text ?? weight.toFixed(2)}
      onChange={(event) => setText(event.currentTarget.value)}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        else if (event.key === 'Escape') setText(undefined);
      }}
    />
  );
}
