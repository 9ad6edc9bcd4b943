'use client';
import { Button, Modal, TextInput } from '@mantine/core';
import type { FusionMethod } from '@atelier/ml/fusion';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { FuseRunsDocument, type FusionMethod as FusionMethodName, type WeightSource } from '../../generated/fusion.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { say } from '../../ui/toast-store.ts';
import styles from './Fusion.module.css';
import type { MemberRun } from './members.ts';

interface PublishFusionProps {
  project: ProjectRef;
  runs: readonly MemberRun[];
  weights: readonly number[];
  method: FusionMethod;
  source: WeightSource;
  metric: string;
}

const sources: Record<WeightSource, string> = {
  VALIDATION: 'The weights were chosen on the validation part; the test part only judges them.',
  HAND: 'The weights were set by hand in sight of the test part, so its result is on the hopeful side. The run will say so.',
  EQUAL: 'All members count alike.',
  FOLDS: 'The weights of each fold were chosen on all other folds.',
};

/** Keeps the fusion as a run of its own, with its members as lineage; the server computes its evaluation again from their predictions. */
export function PublishFusion({ project, runs, weights, method, source, metric }: PublishFusionProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [{ fetching, error }, fuse] = useMutation(FuseRunsDocument);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('name')).trim();
    const { data } = await fuse({
      input: {
        project: runs[0]!.project.id,
        ...(name && { name }),
        members: runs.map((run, index) => ({ run: run.id, weight: weights[index]! })),
        method: method.toUpperCase() as FusionMethodName,
        weightSource: source,
        metric,
      },
    });
    if (!data) return;
    say(`#${data.fuseRuns.number} published.`);
    router.push(links.run(project.ref, data.fuseRuns.id));
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>Publish as run</Button>
      <Modal opened={open} onClose={() => setOpen(false)} title="Publish the fusion">
        <form className={styles.publish} onSubmit={submit}>
          <TextInput
            name="name"
            label="Name"
            defaultValue={`${runs.map((run) => run.kind.toLowerCase()).join('+')} fusion`}
            maxLength={200}
            data-autofocus
          />
          <p className="muted">{runs.map((run, index) => `#${run.number} ${weights[index]!.toFixed(2)}`).join(' · ')}</p>
          <p className="muted">{sources[source]}</p>
          {error && <FormProblem problem={problemOf(error)} />}
          <div>
            <Button type="submit" size="sm" loading={fetching}>
              Publish
            </Button>
          </div>
        </form>
      </Modal>
    </>
  );
}
