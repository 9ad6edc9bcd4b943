'use client';
import { Button } from '@mantine/core';
import { type DragEvent, useRef, useState } from 'react';
import styles from './Import.module.css';

/** Where files are dropped, or picked by keyboard. */
export function DropZone({ busy, onFiles }: { busy: boolean; onFiles: (files: readonly File[]) => void }) {
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (list: FileList | null) => {
    if (!busy && list && list.length > 0) onFiles([...list]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same
    <div
      className={styles.drop}
      data-over={over || undefined}
      onDragOver={(event: DragEvent) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event: DragEvent) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <strong>Drop files here</strong>
      <span className="muted">
        .npy with a labels CSV · .npz · a zip of pictures in class folders · CSV, TSV or NDJSON · tunes in ABC · several together
      </span>
      <Button variant="default" mt={8} onClick={() => picker.current?.click()} disabled={busy}>
        Choose files
      </Button>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label="Files to bring"
        onChange={(event) => {
          take(event.currentTarget.files);
          // The same file can be chosen again after it was left out.
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}
