'use client';
import { Button } from '@mantine/core';
import { copyText } from '../lib/copy-text.ts';
import { say } from './toast-store.ts';
import styles from './Secret.module.css';

/** Something that is shown once, and a button that copies it. */
export function Secret({ value, hint }: { value: string; hint: string }) {
  return (
    <div className={styles.secret} role="status">
      <code>{value}</code>
      <Button
        variant="default"
        onClick={async () => say((await copyText(value)) ? 'Copied.' : 'The browser does not let it be copied: select it by hand.')}
      >
        Copy
      </Button>
      <p className="muted">{hint}</p>
    </div>
  );
}
