import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
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
        <PlainNumberInput
          {...shared}
          error={error ?? rangeFault(field, value)}
          kind={field.kind}
          value={typeof value === 'number' ? value : null}
          onChange={onChange}
        />
      );
  }
}

function rangeFault(
  { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, kind }: Field,
  value: FieldValue,
): string | undefined {
  if (value === null) return kind === 'optional' ? undefined : 'A number is needed';
  if (typeof value !== 'number' || (value >= min && value <= max)) return undefined;
  return max === Number.POSITIVE_INFINITY ? `At least ${min}` : `From ${min} to ${max}`;
}

/** One number; what is half typed (`0.0`, `1e`) stays as it was typed. */
function PlainNumberInput({
  value,
  kind,
  onChange,
  ...shared
}: {
  label: string;
  description: string | undefined;
  error: string | undefined;
  kind: Field['kind'];
  value: number | null;
  onChange: (value: number | null) => void;
}) {
  const [text, setText] = useState<string>();
  const isSame = text !== undefined && parseNumber(text) === value;
  return (
    <TextInput
      {...shared}
      inputMode={kind === 'whole' ? 'numeric' : 'decimal'}
      value={isSame ? text : (value ?? '')}
      placeholder={kind === 'optional' ? 'none' : ''}
      onChange={(event) => {
        setText(event.currentTarget.value);
        onChange(parseNumber(event.currentTarget.value));
      }}
    />
  );
}

function parseNumber(text: string): number | null {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() === '' || Number.isNaN(value) ? null : value;
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
