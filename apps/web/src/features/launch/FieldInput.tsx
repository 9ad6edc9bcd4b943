import { Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { words } from '../../lib/format.ts';
import type { Field, FieldValue } from './fields.ts';

const acronyms = new Set(['LSTM', 'GRU', 'SGD']);

interface FieldInputProps {
  field: Field;
  value: FieldValue;
  error?: string | undefined;
  onChange: (value: FieldValue) => void;
}

export function FieldInput({ field, value, error, onChange }: FieldInputProps) {
  const shared = { label: field.label, description: field.help, error };
  switch (field.kind) {
    case 'flag':
      return <Checkbox {...shared} mt={22} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />;
    case 'choice':
      return (
        <NativeSelect
          {...shared}
          value={String(value)}
          data={(field.choices ?? []).map((choice) => ({ value: choice, label: acronyms.has(choice) ? choice : words(choice) }))}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'list':
      return <ListInput {...shared} value={Array.isArray(value) ? value : []} onChange={onChange} />;
    default:
      return (
        <NumberInput
          {...shared}
          value={typeof value === 'number' ? value : ''}
          min={field.min ?? Number.NEGATIVE_INFINITY}
          max={field.max ?? Number.POSITIVE_INFINITY}
          clampBehavior="none"
          allowDecimal={field.kind !== 'whole'}
          decimalScale={8}
          hideControls={field.kind !== 'whole'}
          placeholder={field.kind === 'optional' ? 'none' : ''}
          onChange={(next) => onChange(next === '' ? null : Number(next))}
        />
      );
  }
}

/** Whole numbers with commas between; what is half typed stays as it was typed. */
function ListInput({
  value,
  onChange,
  ...shared
}: {
  label: string;
  description: string | undefined;
  error: string | undefined;
  value: readonly number[];
  onChange: (value: readonly number[]) => void;
}) {
  const [text, setText] = useState<string>();
  const shown = text !== undefined && sameList(parseList(text), value) ? text : value.join(', ');
  return (
    <TextInput
      {...shared}
      value={shown}
      placeholder="none"
      onChange={(event) => {
        setText(event.currentTarget.value);
        onChange(parseList(event.currentTarget.value));
      }}
    />
  );
}

function parseList(text: string): number[] {
  return text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(Number)
    .filter(Number.isFinite);
}

function sameList(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
