'use client';
import { useState } from 'react';
import { useClient } from 'urql';
import { metricName } from '../../charts/prepare/metric-words.ts';
import { PreviewFusionDocument, type PreviewFusionQueryVariables } from '../../generated/fusion.ts';
import { problemOf } from '../../lib/problem.ts';
import styles from './Weights.module.css';
import type { Measured } from './questions.ts';
import { differingMetrics } from './same-numbers.ts';

interface ServerCheckProps {
  preview: PreviewFusionQueryVariables;
  fused: Measured;
}

/** Has the server compute the same fusion from the stored predictions, and says whether it finds what this page shows. */
export function ServerCheck({ preview, fused }: ServerCheckProps) {
  const client = useClient();
  const [checked, setChecked] = useState<{ readonly of: Measured; readonly words: string; readonly tone: 'good' | 'bad' }>();
  const [isAsking, setAsking] = useState(false);
  const check = async () => {
    setAsking(true);
    const { data, error } = await client.query(PreviewFusionDocument, preview, { requestPolicy: 'network-only' }).toPromise();
    setAsking(false);
    if (!data) return setChecked({ of: fused, words: error ? problemOf(error).message : 'The server gave no answer.', tone: 'bad' });
    const { metrics, samples, computedWith } = data.previewFusion;
    const differing = differingMetrics(fused.metrics, metrics);
    setChecked({
      of: fused,
      tone: differing.length === 0 ? 'good' : 'bad',
      words:
        differing.length === 0
          ? `The server finds the same for ${samples.toLocaleString('en')} works (${computedWith}).`
          : `The server finds another ${differing.map(metricName).join(', ')}.`,
    });
  };
  return (
    <p className={styles.check} role="status">
      {checked?.of === fused ? (
        <span data-tone={checked.tone}>{checked.words}</span>
      ) : (
        <button type="button" onClick={check} disabled={isAsking}>
          {isAsking ? 'The server computes it…' : 'Check on the server'}
        </button>
      )}
    </p>
  );
}
