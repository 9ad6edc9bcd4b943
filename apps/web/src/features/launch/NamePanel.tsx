import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { backendChoices } from './backends.ts';
import styles from './Launch.module.css';
import { Panel } from '../../ui/Page.tsx';

interface NamePanelProps {
  placeholder: string;
  name: string;
  tags: string;
  seeds: string;
  seedFault: string | undefined;
  onSeeds: (text: string) => void;
  onBackend: (backend: string) => void;
}

/** What it is called, how often it is drawn, and where in the queue it stands. Fields but the seeds are read when the form is sent. */
export function NamePanel({ placeholder, name, tags, seeds, seedFault, onSeeds, onBackend }: NamePanelProps) {
  return (
    <Panel title="Name, seeds and queue">
      <div className={styles.fields}>
        <TextInput name="name" label="Name" placeholder={placeholder} maxLength={200} defaultValue={name} />
        <TextInput name="tags" label="Tags" placeholder="baseline, small" defaultValue={tags} />
        <TextInput
          label="Seeds"
          description="Several, such as 1, 2 or 1-5: one run each"
          value={seeds}
          onChange={(event) => onSeeds(event.currentTarget.value)}
          error={seedFault}
        />
        <NativeSelect
          name="backend"
          label="Backend"
          defaultValue="auto"
          data={[...backendChoices]}
          onChange={(event) => onBackend(event.currentTarget.value)}
        />
        <TextInput
          name="priority"
          label="Priority"
          description="From −100 to 100: greater goes first"
          defaultValue="0"
          inputMode="numeric"
        />
      </div>
      <Textarea name="note" label="Note" placeholder="What do you expect?" autosize minRows={1} mt={12} />
    </Panel>
  );
}
