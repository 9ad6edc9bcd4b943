'use client';
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { type EvaluateFormQuery, EvaluateRunDocument } from '../../generated/launch.ts';
import { count } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import { Empty } from '../../ui/Empty.tsx';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Page, Panel } from '../../ui/Page.tsx';
import { say } from '../../ui/toast-store.ts';
import { AgentsLine } from './AgentsLine.tsx';
import styles from './Launch.module.css';
import { useAgents } from './use-agents.ts';

type Project = NonNullable<EvaluateFormQuery['project']>;

interface EvaluateFormProps {
  run: NonNullable<EvaluateFormQuery['run']>;
  project: Project;
  projectRef: string;
}

/** Train here, test there: which works a trained model is to be tested on. */
export function EvaluateForm({ run, project, projectRef }: EvaluateFormProps) {
  const router = useRouter();
  const agents = useAgents(project.team.agents);
  const versions = project.datasets.nodes.flatMap((dataset) => dataset.versions.nodes.map((version) => ({ ...version, dataset })));
  const others = versions.filter(({ id }) => id !== run.dataset?.id);
  const [versionId, setVersionId] = useState((others[0] ?? versions[0])?.id ?? '');
  const version = versions.find(({ id }) => id === versionId);
  const splits = project.splits.nodes.filter((split) => split.version.id === versionId && split.folds == null);
  const [splitId, setSplitId] = useState('');
  const [{ fetching, error }, evaluate] = useMutation(EvaluateRunDocument);
  const problem = error && problemOf(error);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const { data } = await evaluate({
      input: {
        run: run.id,
        version: versionId,
        ...(splits.some(({ id }) => id === splitId) && { split: splitId }),
        ...(text('name') && { name: text('name') }),
        ...(text('note') && { note: text('note') }),
        backend: 'auto',
        priority: 0,
      },
    });
    if (!data) return;
    say(`#${data.evaluateRun.number} is in the queue.`);
    router.push(links.run(projectRef, data.evaluateRun.id));
  };

  return (
    <form onSubmit={submit}>
      <Page
        title="Test elsewhere"
        subtitle={
          <Link href={links.run(projectRef, run.id)} prefetch={false}>
            #{run.number} {run.name}
          </Link>
        }
        actions={
          <Button type="submit" loading={fetching} disabled={!version}>
            Test
          </Button>
        }
      >
        {!version ? (
          <Empty title="No works to test it on">Bring a dataset first.</Empty>
        ) : (
          <div className={styles.columns}>
            <div className={styles.stack}>
              <Panel title="Works to test it on" note={`${count(version.samples)} works`}>
                <div className={styles.fields}>
                  <NativeSelect
                    label="Dataset version"
                    value={versionId}
                    onChange={(event) => setVersionId(event.currentTarget.value)}
                    data={versions.map((each) => ({
                      value: each.id,
                      label: `${each.dataset.name} v${each.number}${each.id === run.dataset?.id ? ' (trained on it)' : ''}`,
                    }))}
                  />
                  <NativeSelect
                    label="Of these"
                    value={splitId}
                    onChange={(event) => setSplitId(event.currentTarget.value)}
                    data={[
                      { value: '', label: 'All works' },
                      ...splits.map((split) => ({ value: split.id, label: `Test part of ${split.name}` })),
                    ]}
                  />
                </div>
                <dl className={styles.facts} style={{ marginTop: 14 }}>
                  <dt>Views</dt>
                  <dd>
                    {version.views
                      .map(({ name, modality, shape }) => `${name} (${modality.toLowerCase()} ${shape.join(' × ')})`)
                      .join(', ')}
                  </dd>
                  {version.classes.length > 0 && (
                    <>
                      <dt>Classes</dt>
                      <dd>{version.classes.map(({ name }) => name).join(', ')}</dd>
                    </>
                  )}
                </dl>
              </Panel>
              <Panel title="Name">
                <TextInput
                  name="name"
                  label="Name"
                  placeholder={`#${run.number} on ${version.dataset.name} v${version.number}`}
                  maxLength={200}
                />
                <Textarea name="note" label="Note" placeholder="What do you expect?" autosize minRows={1} mt={12} />
              </Panel>
            </div>
            <div className={styles.aside}>
              {problem && <FormProblem problem={problem} />}
              <Panel title="What happens">
                <p>
                  Nothing is trained. The works are prepared with what the recipe of #{run.number} learned from its own training part
                  {run.split?.folds != null && run.fold == null
                    ? `, and the answer is the mean of its ${run.split.folds} fold models.`
                    : '.'}
                </p>
                <p style={{ marginTop: 8 }}>Works that it was trained on are left out, by their ids, in versions of the same dataset.</p>
              </Panel>
              <AgentsLine agents={agents} />
            </div>
          </div>
        )}
      </Page>
    </form>
  );
}
