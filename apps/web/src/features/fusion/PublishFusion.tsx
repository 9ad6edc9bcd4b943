'use client';
import { Button, Modal } from '@mantine/core';
import { apart } from '../../ui/apart.tsx';
import { useState } from 'react';
import type { ProjectRef } from '../../lib/project-ref.ts';
import type { MemberRun } from './members.ts';
import type { ExplorerState } from './use-explorer.ts';

const PublishForm = apart(() => import('./PublishForm.tsx').then((module) => module.PublishForm));

interface PublishFusionProps {
  project: ProjectRef;
  runs: readonly MemberRun[];
  explorer: ExplorerState;
}

/** Keeps the fusion as a run of its own. */
export function PublishFusion({ project, runs, explorer }: PublishFusionProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button disabled={!explorer.measured} onClick={() => setOpen(true)}>
        Publish as run
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title="Publish the fusion">
        <PublishForm project={project} runs={runs} explorer={explorer} />
      </Modal>
    </>
  );
}
