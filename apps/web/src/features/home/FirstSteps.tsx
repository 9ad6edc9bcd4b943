'use client';
import { Button, Textarea, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { AddSampleDatasetDocument, CreateProjectDocument, CreateTeamDocument } from '../../generated/home.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { say } from '../../ui/toast-store.ts';
import styles from './Home.module.css';

interface FirstStepsProps {
  /** Those that one may make a project in. */
  teams: readonly { id: string; name: string; slug: string }[];
  name: string;
  samples: boolean;
}

/** The empty home: a team, a project, the first data; each step opens when the one before is done. */
export function FirstSteps({ teams, name, samples }: FirstStepsProps) {
  const router = useRouter();
  const [{ fetching: makingTeam, error: teamError }, createTeam] = useMutation(CreateTeamDocument);
  const [{ fetching: makingProject, error: projectError }, createProject] = useMutation(CreateProjectDocument);
  const [{ fetching: drawing }, addSample] = useMutation(AddSampleDatasetDocument);
  const [made, setMade] = useState<{ id: string; name: string; slug: string }>();
  const team = made ?? teams[0];

  const onTeam = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { data } = await createTeam({ name: String(new FormData(event.currentTarget).get('name')) });
    if (data) setMade(data.createTeam);
  };
  const onProject = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!team) return;
    const form = new FormData(event.currentTarget);
    const withSample = (event.nativeEvent as SubmitEvent).submitter?.getAttribute('value') === 'sample';
    const { data } = await createProject({ team: team.id, name: String(form.get('name')), description: String(form.get('question')) });
    if (!data) return;
    const ref = `${team.slug}/${data.createProject.slug}`;
    const sample = withSample ? await addSample({ project: data.createProject.id }) : undefined;
    if (sample?.error) say(problemOf(sample.error).message, { tone: 'bad' });
    router.push(sample?.data ? links.dataset(ref, sample.data.addSampleDataset.dataset.id) : links.data(ref));
  };

  return (
    <div className={styles.first}>
      <h1>{name ? `Good to see you, ${name}.` : 'Good to see you.'}</h1>
      <p className="muted">Three steps to the first two models. Nobody outside your team sees what you bring.</p>
      <ol className={styles.steps}>
        <li data-state={team ? 'done' : 'now'}>
          <div>
            <h2>{team ? team.name : 'Name your team'}</h2>
            {!team && (
              <form className={styles.form} onSubmit={onTeam}>
                <TextInput name="name" label="Team" placeholder="Studio" required maxLength={100} autoFocus />
                {teamError && <FormProblem problem={problemOf(teamError)} />}
                <Button type="submit" size="sm" loading={makingTeam}>
                  Make the team
                </Button>
              </form>
            )}
          </div>
        </li>
        <li data-state={team ? 'now' : 'later'}>
          <div>
            <h2>Make a project</h2>
            <p className="muted">One question about some works: which kind of tune is it, who drew this?</p>
            {team && (
              <form className={styles.form} onSubmit={onProject}>
                <TextInput name="name" label="Project" placeholder="Folk tunes" required maxLength={100} autoFocus />
                <Textarea
                  name="question"
                  label="Its question"
                  placeholder="Which kind of tune is it?"
                  autosize
                  minRows={1}
                  maxLength={500}
                  w="100%"
                  maw={360}
                />
                {projectError && <FormProblem problem={problemOf(projectError)} />}
                <div className={styles.row}>
                  <Button type="submit" name="with" value="own" size="sm" loading={makingProject && !drawing}>
                    Go on with my data
                  </Button>
                  {samples && (
                    <Button type="submit" name="with" value="sample" size="sm" variant="default" loading={drawing}>
                      Try it with a sample set
                    </Button>
                  )}
                </div>
              </form>
            )}
          </div>
        </li>
        <li data-state="later">
          <div>
            <h2>Bring the works</h2>
            <p>Pictures, tunes, texts or tables; two views of one work, if you have them, can be fused.</p>
          </div>
        </li>
      </ol>
    </div>
  );
}
