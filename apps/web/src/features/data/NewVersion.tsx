'use client';
import { Modal } from '@mantine/core';
import { ImportPanel } from './ImportPanel.tsx';

interface NewVersionProps {
  project: { id: string; team: string };
  dataset: string;
  onClose: () => void;
  onDone: () => void;
}

export function NewVersion({ project, dataset, onClose, onDone }: NewVersionProps) {
  return (
    <Modal opened onClose={onClose} title="New version" size="xl">
      <ImportPanel project={project} dataset={dataset} onDone={onDone} />
    </Modal>
  );
}
