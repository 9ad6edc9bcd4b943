import { FieldInput } from './FieldInput.tsx';
import type { Field, FieldValue, Values } from './fields.ts';

interface FieldGridProps {
  fields: Readonly<Record<string, Field>>;
  values: Values;
  errorOf: (name: string) => string | undefined;
  onChange: (values: Values) => void;
}

/** The inputs of some fields, one beside the other; whoever uses it lays them out. */
export function FieldGrid({ fields, values, errorOf, onChange }: FieldGridProps) {
  return Object.entries(fields).map(([name, field]) => (
    <FieldInput
      key={name}
      field={field}
      value={values[name] ?? null}
      error={errorOf(name)}
      onChange={(value: FieldValue) => onChange({ ...values, [name]: value })}
    />
  ));
}
