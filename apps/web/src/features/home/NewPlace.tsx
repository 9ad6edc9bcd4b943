'use client';
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { CreateProjectDocument, CreateTeamDocument } from '../../generated/home.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import styles from './Home.module.css';

export function NewTeam() {
  const [open, setOpen] = useState(false);
  const [{ fetching, error }, create] = useMutation(CreateTeamDocument);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { error } = await create({ name: String(new FormData(event.currentTarget).get('name')) });
    if (!error) setOpen(false);
  };
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        New team
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title="New team">
        <form className={styles.form} onSubmit={submit}>
          <TextInput name="name" label="Name" required maxLength={100} data-autofocus />
          {error && <FormProblem problem={problemOf(error)} />}
          <Button type="submit" size="sm" loading={fetching}>
            Make the team
          </Button>
        </form>
      </Modal>
    </>
  );
}

export function NewProject({ team }: { team: { id: string; slug: string } }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [{ fetching, error }, create] = useMutation(CreateProjectDocument);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const { data } = await create({ team: team.id, name: String(form.get('name')), description: String(form.get('question')) });
    if (data) router.push(links.data(`${team.slug}/${data.createProject.slug}`));
  };
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        New project
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title="New project">
        <form className={styles.form} onSubmit={submit}>
          <TextInput name="name" label="Name" required maxLength={100} data-autofocus />
          <Textarea
            name="question"
            label="Its question"
            placeholder="Which kind of tune is it?"
            autosize
            minRows={2}
            maxLength={500}
            w="100%"
          />
          {error && <FormProblem problem={problemOf(error)} />}
          <Button type="submit" size="sm" loading={fetching}>
            Make the project
          </Button>
        </form>
      </Modal>
    </>
  );
}
