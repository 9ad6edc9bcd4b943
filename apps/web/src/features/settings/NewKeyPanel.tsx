import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { CreateApiKeyDocument } from '../../generated/settings.ts';
import { problemOf } from '../../lib/problem.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Panel } from '../../ui/Page.tsx';
import { Secret } from '../../ui/Secret.tsx';
import { commandWith, expiryOf, keyUses } from './key-uses.ts';
import styles from './Settings.module.css';

/** Makes a key and shows its secret, once. */
export function NewKeyPanel({ team, onMade }: { team: string; onMade: () => void }) {
  const [made, setMade] = useState<{ use: string; secret: string }>();
  const [{ fetching, error }, create] = useMutation(CreateApiKeyDocument);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { currentTarget } = event;
    const form = new FormData(currentTarget);
    const { id, role, scopes } = keyUses.find((use) => use.id === form.get('use')) ?? keyUses[0]!;
    const { data } = await create({
      team,
      name: String(form.get('name')).trim(),
      role,
      scopes: [...scopes],
      expiresAt: expiryOf(String(form.get('days'))),
    });
    if (!data) return;
    setMade({ use: id, secret: data.createApiKey.secret });
    currentTarget.reset();
    onMade();
  };
  return (
    <Panel title="New key">
      <form className={styles.form} onSubmit={submit}>
        <TextInput name="name" label="What for" placeholder="Laptop, nightly job…" required maxLength={100} />
        <NativeSelect name="use" label="May do" className={styles.wide} data={keyUses.map(({ id, label }) => ({ value: id, label }))} />
        <NativeSelect
          name="days"
          label="Good for"
          data={[
            { value: '', label: 'until it is revoked' },
            { value: '30', label: '30 days' },
            { value: '365', label: 'a year' },
          ]}
        />
        <Button type="submit" size="sm" loading={fetching}>
          Make a key
        </Button>
      </form>
      {error && <FormProblem problem={problemOf(error)} />}
      {made && (
        <>
          <Secret value={made.secret} hint="Copy it now: only a fingerprint is stored, so it cannot be shown again." />
          <Secret
            value={commandWith(made.use, made.secret, location.origin)}
            hint={
              made.use === 'agent'
                ? 'On the other machine, in a clone of Atelier: it takes launches from this server until it is ended.'
                : 'For a program or the command line: both take the server and the key from there.'
            }
          />
        </>
      )}
    </Panel>
  );
}
