'use client';
import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { PreviewRecipeDocument } from '../../generated/data.ts';
import { type Problem, problemOf } from '../../lib/problem.ts';
import type { PreviewRow } from './PreviewedRow.tsx';
import type { RecipeStep } from './recipe-form.ts';

export interface RecipePreview {
  readonly steps: readonly { readonly description: string; readonly after: string }[];
  readonly rows: readonly { readonly id: string; readonly before: PreviewRow; readonly after: PreviewRow }[];
  readonly dropped: number;
}

/** As somebody types, the server is asked when the fingers rest. */
const restMs = 400;

interface Wanted {
  readonly split: string | undefined;
  readonly view: string;
  readonly steps: readonly RecipeStep[] | undefined;
  readonly rows: readonly number[];
}

/** What the steps make of some rows. The last answer stays until the next one is there, or says why there is none. */
export function useRecipePreview({ split, view, steps, rows }: Wanted) {
  const client = useClient();
  const [preview, setPreview] = useState<RecipePreview>();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const asked = JSON.stringify([split, view, steps, rows]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` stands for all that is asked
  useEffect(() => {
    if (!split || !steps) return;
    let wanted = true;
    setBusy(true);
    const timer = setTimeout(async () => {
      const { data, error } = await client.query(PreviewRecipeDocument, { split, view, steps, rows: [...rows] });
      if (!wanted) return;
      setBusy(false);
      setProblem(error && problemOf(error));
      if (data) setPreview(data.previewRecipe as RecipePreview);
    }, restMs);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [client, asked]);
  return { preview: problem ? undefined : preview, problem, busy };
}
