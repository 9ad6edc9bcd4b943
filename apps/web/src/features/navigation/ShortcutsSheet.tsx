'use client';
import { Modal } from '@mantine/core';
import styles from './ShortcutsSheet.module.css';
import { shortcuts } from './shortcuts.ts';

/** All shortcuts on one sheet. */
export default function ShortcutsSheet({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Keyboard shortcuts" size={560}>
      {shortcuts.map(({ where, keys }) => (
        <section key={where} className={styles.group} aria-label={where}>
          <h3>{where}</h3>
          <dl>
            {keys.map(([key, what]) => (
              <div key={key}>
                <dt>
                  {key.split(' ').map((each) => (
                    <kbd key={each}>{each}</kbd>
                  ))}
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Modal>
  );
}
