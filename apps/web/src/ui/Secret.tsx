'use client';
import { Button } from '@mantine/core';
import { say } from './toast-store.ts';
import styles from './Secret.module.css';

/** Something that is shown once, and a button that copies it. */
export function Secret({ value, hint }: { value: string; hint: string }) {
  return (
    <div className={styles.secret} role="status">
      <code>{value}</code>
      <Button
        variant="default"
        onClick={async () => {
          await navigator.clipboard.writeText(value);
          say('Copied.');
        }}
      >
        Copy
      </Button>
      <p className="muted">{hint}</p>
    </div>
  );
}
