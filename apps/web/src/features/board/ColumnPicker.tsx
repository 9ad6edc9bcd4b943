'use client';
import { Button, Checkbox, Popover, TextInput } from '@mantine/core';
import { useState } from 'react';
import styles from './Board.module.css';
import { columnOf } from './columns.ts';

interface ColumnPickerProps {
  available: readonly string[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}

export function ColumnPicker({ available, chosen, onChange }: ColumnPickerProps) {
  const [text, setText] = useState('');
  const all = [...chosen, ...available.filter((key) => !chosen.includes(key))];
  const shown = all.filter((key) => `${key} ${columnOf(key).title}`.toLowerCase().includes(text.toLowerCase()));
  return (
    <Popover width={320} position="bottom-end" trapFocus>
      <Popover.Target>
        <Button variant="default">Columns</Button>
      </Popover.Target>
      <Popover.Dropdown>
        <TextInput
          aria-label="Search columns"
          placeholder="Search"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          mb={8}
          data-autofocus
        />
        <div className={styles.picker}>
          {shown.slice(0, 200).map((key) => (
            <Checkbox
              key={key}
              size="xs"
              label={
                <>
                  {columnOf(key).title} <span className="muted mono">{key}</span>
                </>
              }
              checked={chosen.includes(key)}
              onChange={(event) => onChange(event.currentTarget.checked ? [...chosen, key] : chosen.filter((other) => other !== key))}
            />
          ))}
        </div>
        <Button variant="subtle" size="compact-xs" mt={8} onClick={() => onChange([])}>
          Back to the usual ones
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
