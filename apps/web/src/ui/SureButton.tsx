'use client';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';

interface SureButtonProps {
  /** What it does, such as Revoke. */
  children: string;
  /** With the object of it, for those who hear the page. */
  label: string;
  onSure: () => void | Promise<void>;
}

const askedMs = 5_000;

/** For the few things that cannot be undone: the first press asks, the second does it, and after a while the question is withdrawn. */
export function SureButton({ children, label, onSure }: SureButtonProps) {
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    if (!asked) return;
    const timer = setTimeout(() => setAsked(false), askedMs);
    return () => clearTimeout(timer);
  }, [asked]);
  return (
    <Button
      variant={asked ? 'default' : 'subtle'}
      size="compact-xs"
      aria-label={asked ? `${label}: press again to do it` : label}
      onClick={() => {
        if (asked) void onSure();
        setAsked(!asked);
      }}
    >
      {asked ? `${children}, really?` : children}
    </Button>
  );
}
