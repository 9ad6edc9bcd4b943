import styles from './WorkPicture.module.css';

export interface PicturedView {
  readonly view: string;
  readonly modality: string;
  readonly imageUrl?: string | null;
  readonly text?: string | null;
}

/** A work in small: its first picture, or the beginning of its text. */
export function WorkPicture({ views, label, view }: { views: readonly PicturedView[]; label?: string | undefined; view?: string }) {
  const shown = views.find((candidate) => candidate.view === view) ?? views.find((candidate) => candidate.imageUrl) ?? views[0];
  if (!shown) return <div className={styles.picture} />;
  if (shown.imageUrl) {
    return (
      <img
        className={styles.picture}
        src={shown.imageUrl}
        alt={label ? `${shown.view} of a work, ${label}` : `${shown.view} of a work`}
        loading="lazy"
        decoding="async"
      />
    );
  }
  return <div className={styles.text}>{shown.text ?? '–'}</div>;
}
