'use client';
import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { Page, Panel } from '../../ui/Page.tsx';

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
      <Panel title="Keyboard">
        <p style={{ margin: 0 }}>
          Everything can be reached by keys: <kbd>?</kbd> shows them all, on any page.
        </p>
      </Panel>
    </Page>
  );
}
