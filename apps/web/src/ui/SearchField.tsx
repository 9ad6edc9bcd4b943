'use client';
import { TextInput } from '@mantine/core';

interface SearchFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** A small field that narrows a list as one types. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  return (
    <TextInput size="xs" aria-label={label} placeholder="Search" value={value} onChange={(event) => onChange(event.currentTarget.value)} />
  );
}
