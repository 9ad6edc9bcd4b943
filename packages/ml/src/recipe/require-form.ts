import { DataError } from '../formats/data-error.ts';
import type { Modality } from '../dataset/manifest.ts';
import type { Batch, Form } from './batch.ts';

/** Throws a `DataError` that says what the step works on and what it was given. */
export function requireForm(
  step: string,
  before: Form,
  kind: Batch['kind'] | undefined,
  modalities?: readonly Modality[],
  dimensions?: number,
): void {
  const fits =
    (kind === undefined || before.kind === kind) &&
    (modalities === undefined || modalities.includes(before.modality)) &&
    (dimensions === undefined || before.shape.length === dimensions);
  if (fits) return;
  const wanted = [kind, modalities?.join(' or '), dimensions === undefined ? undefined : `${dimensions} dimensions`]
    .filter((part) => part !== undefined)
    .join(', ');
  throw new DataError(`step ${step}: expected ${wanted}, found ${describeForm(before)}`, { member: step });
}

export function describeForm(form: Form): string {
  if (form.kind === 'texts') return 'texts';
  const shape = `[${form.shape.join(', ')}]`;
  return form.kind === 'tokens'
    ? `tokens ${shape} of ${form.vocabulary ?? 'an unknown number of'} words`
    : `values ${form.modality} ${shape}`;
}
