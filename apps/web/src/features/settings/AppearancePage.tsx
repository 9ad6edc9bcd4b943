'use client';
import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { Page, Panel } from '../../ui/Page.tsx';
import styles from './Settings.module.css';

const keys = [
  ['Ctrl K', 'Go anywhere'],
  ['/', 'Filter the runs'],
  ['j  k', 'Next and previous run on the board'],
  ['x', 'Select a run'],
  ['c', 'Compare the selected runs'],
  ['Enter', 'Open a run'],
  ['←  →', 'Work before and after, where one is open'],
  ['Tab', 'Through everything else, in order'],
] as const;

export function AppearancePage() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Page title="Appearance" subtitle="on this browser">
      <Panel title="Theme">
        <SegmentedControl
          aria-label="Theme"
          value={colorScheme}
          onChange={(value) => setColorScheme(value as 'light' | 'dark' | 'auto')}
          data={[
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
            { value: 'auto', label: 'As the system' },
          ]}
        />
      </Panel>
      <Panel title="Keys">
        <dl className={styles.keys}>
          {keys.map(([key, what]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </Panel>
    </Page>
  );
}
