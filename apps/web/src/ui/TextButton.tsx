import type { ComponentProps } from 'react';
import styles from './TextButton.module.css';

/** A button in the middle of a text: it looks like the words around it, underlined. */
export function TextButton(props: Omit<ComponentProps<'button'>, 'type' | 'className'>) {
  return <button type="button" className={styles.button} {...props} />;
}
