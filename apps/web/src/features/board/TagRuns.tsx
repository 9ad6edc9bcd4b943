'use client';
import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import styles from './Board.module.css';

/** A tag to give to the ticked runs, or to take from them. */
export function TagRuns({ onTag }: { onTag: (tag: string, isRemoving: boolean) => void }) {
  const [isOpen, setOpen] = useState(false);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const tag = String(new FormData(event.currentTarget).get('tag')).trim();
    if (!tag) return;
    setOpen(false);
    onTag(tag, (event.nativeEvent as SubmitEvent).submitter?.getAttribute('value') === 'remove');
  };
  if (!isOpen)
    return (
      <Button variant="default" onClick={() => setOpen(true)}>
        Tag
      </Button>
    );
  return (
    <form className={styles.tagging} onSubmit={onSubmit}>
      <input
        name="tag"
        aria-label="Tag"
        placeholder="tag"
        maxLength={100}
        ref={(field) => field?.focus()}
        onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
      />
      <Button type="submit" variant="default">
        Add
      </Button>
      <Button type="submit" variant="default" name="what" value="remove">
        Take away
      </Button>
    </form>
  );
}
