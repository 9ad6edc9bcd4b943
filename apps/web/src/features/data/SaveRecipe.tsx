'use client';
import { Button, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useMutation } from 'urql';
import { CreateRecipeDocument } from '../../generated/data.ts';
import { problemOf } from '../../lib/problem.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { say } from '../../ui/toast-store.ts';
import styles from './Recipe.module.css';
import type { RecipeStep } from './recipe-form.ts';

interface SaveRecipeProps {
  project: string | undefined;
  view: string;
  steps: readonly RecipeStep[];
  onSaved: () => void;
}

/** Keeps the steps under a name, for launches to choose. */
export function SaveRecipe({ project, view, steps, onSaved }: SaveRecipeProps) {
  const [{ fetching, error }, create] = useMutation(CreateRecipeDocument);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const name = String(new FormData(form).get('name')).trim();
    const { error } = await create({ input: { project: project!, name, view, steps } });
    if (error) return;
    say(`${name} is kept, and can be chosen at a launch.`);
    form.reset();
    onSaved();
  };
  return (
    <form className={`${styles.choices} ${styles.save}`} onSubmit={submit}>
      <TextInput name="name" size="xs" label="Keep as" placeholder="Name of the recipe" required maxLength={200} style={{ flex: 1 }} />
      <Button type="submit" loading={fetching} disabled={!project}>
        Keep
      </Button>
      {error && <FormProblem problem={problemOf(error)} />}
    </form>
  );
}
