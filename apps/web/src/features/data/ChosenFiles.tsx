import { Progress } from '@mantine/core';
import { bytes, percent } from '../../lib/format.ts';
import styles from './Import.module.css';
import type { Chosen } from './use-import.ts';

interface ChosenFilesProps {
  files: readonly Chosen[];
  busy: boolean;
  onLeaveOut: (file: File) => void;
}

/** The files that are to become a version, how far each is sent, and which cannot be one. */
export function ChosenFiles({ files, busy, onLeaveOut }: ChosenFilesProps) {
  return (
    <ul className={styles.files}>
      {files.map(({ file, share, refusal, uploaded }) => (
        <li key={file.name}>
          <span>{file.name}</span>
          <span className="muted">{bytes(file.size)}</span>
          {refusal ? (
            <span className={styles.refusal}>{refusal}</span>
          ) : (
            <span className={styles.sent}>
              <Progress value={share * 100} size="sm" aria-label={`Sent of ${file.name}`} />
              <span className="muted">{uploaded ? 'sent' : share > 0 ? percent(share) : ''}</span>
            </span>
          )}
          <button
            type="button"
            className={styles.remove}
            disabled={busy}
            aria-label={`Leave out ${file.name}`}
            onClick={() => onLeaveOut(file)}
          >
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}
