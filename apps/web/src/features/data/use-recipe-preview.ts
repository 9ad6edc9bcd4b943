'use client';
import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { PreviewRecipeDocument, type PreviewRecipeQueryVariables } from '../../generated/data.ts';
import { type Problem, problemOf } from '../../lib/problem.ts';
import type { PreviewRow } from './preview-row.ts';

export interface RecipePreview {
  readonly steps: readonly { readonly description: string; readonly after: string }[];
  readonly rows: readonly PreviewedWork[];
  readonly dropped: number;
}

export interface PreviewedWork {
  readonly id: string;
  readonly before: PreviewRow;
  readonly after: PreviewRow;
  /** As training sees it in each epoch that was asked for; empty when no step varies anything. */
  readonly varied: readonly PreviewRow[];
}

/** As somebody types, the server is asked when the fingers rest. */
const restMs = 400;

/** What the steps make of some rows. The last answer stays until the next one is there, or says why there is none. Nothing asked: nothing done. */
export function useRecipePreview(wanted: PreviewRecipeQueryVariables | undefined) {
  const client = useClient();
  const [preview, setPreview] = useState<RecipePreview>();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const asked = wanted && JSON.stringify(wanted);
  useEffect(() => {
    if (!asked) return;
    let current = true;
    setBusy(true);
    const timer = setTimeout(async () => {
      const { data, error } = await client.query(PreviewRecipeDocument, JSON.parse(asked) as PreviewRecipeQueryVariables, {
        requestPolicy: 'cache-first',
      });
      if (!current) return;
      setBusy(false);
      setProblem(error && problemOf(error));
      if (data) setPreview(data.previewRecipe as RecipePreview);
    }, restMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [client, asked]);
  return { preview: problem ? undefined : preview, problem, busy };
}
