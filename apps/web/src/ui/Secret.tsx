'use client';
import { Button } from '@mantine/core';
import { copy } from './copy.ts';
import styles from './Secret.module.css';

/** Something that is shown once, and a button that copies it. */
export function Secret({ value, hint }: { value: string; hint: string }) {
  return (
    <div className={styles.secret} role="status">
      <code>{value}</code>
      <Button variant="default" onClick={() => copy(value)}>
        Copy
      </Button>
      <p className="muted">{hint}</p>
    </div>
  );
}
