'use client';
import { Button } from '@mantine/core';
import Link from 'next/link';
import { useMemo, useRef } from 'react';
import type { FigureQuery } from '../../charts/draw/Figure.tsx';
import { useScheme } from '../../charts/draw/use-scheme.ts';
import { PreviewFusionDocument } from '../../generated/fusion.ts';
import { count } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import { Page } from '../../ui/Page.tsx';
import { ProblemPanel } from '../../ui/ProblemPanel.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { Curves } from './Curves.tsx';
import { Disputed } from './Disputed.tsx';
import styles from './Explorer.module.css';
import { MetricByWeight } from './MetricByWeight.tsx';
import { joined, memberList } from './member-words.ts';
import type { MemberRun, Part } from './members.ts';
import { previewOf } from './preview-of.ts';
import { PublishFusion } from './PublishFusion.tsx';
import { type ExplorerState, useExplorer } from './use-explorer.ts';
import { WeightsPanel } from './WeightsPanel.tsx';

interface ExplorerProps {
  project: ProjectRef;
  runs: readonly MemberRun[];
  test: Part;
  validation: Part | undefined;
}

/** Drag a weight: every metric and every curve follows, computed here. The weight is chosen on validation and judged on test. */
export function Explorer({ project, runs, test, validation }: ExplorerProps) {
  const scheme = useScheme();
  const list = useMemo(() => memberList(runs, scheme), [runs, scheme]);
  const explorer = useExplorer(useMemo(() => ({ test, validation }), [test, validation]));
  const query = usePreviewQuery(runs, explorer);
  const { problem, measured } = explorer;
  const ids = runs.map(({ id }) => id);
  return (
    <Page
      title={`Fusion of ${joined(runs.map((run) => `#${run.number}`))}`}
      subtitle={`${runs.map((run) => run.name).join(' × ')} · ${count(test.ids.length)} ${test.folds ? 'works over all folds' : 'test works'}, same split`}
      actions={
        <>
          <Button component={Link} href={links.fusions(project.ref, ids)} prefetch={false} variant="default">
            Add a member
          </Button>
          <PublishFusion project={project} runs={runs} explorer={explorer} />
        </>
      }
    >
      {measured ? (
        <>
          <div className={styles.explorer}>
            <WeightsPanel explorer={explorer} list={list} hasValidation={validation !== undefined} {...measured} />
            <div className={styles.figures}>
              <MetricByWeight explorer={explorer} list={list} />
              <Curves part={test} list={list} query={query} members={measured.members} fused={measured.fused} />
            </div>
          </div>
          <Disputed task={test.task} version={runs[0]?.dataset?.id} list={list} {...measured} />
        </>
      ) : problem === undefined ? (
        <Waiting lines={10} />
      ) : (
        <ProblemPanel problem={{ code: 'INVALID_INPUT', message: problem, fields: {} }} />
      )}
    </Page>
  );
}

/** The query that brings what is shown. It is looked at when somebody copies it, so it stays one object while weights move. */
function usePreviewQuery(runs: readonly MemberRun[], explorer: ExplorerState): FigureQuery {
  const now = useRef(explorer);
  now.current = explorer;
  return useMemo(
    () => ({
      document: PreviewFusionDocument,
      get variables() {
        return previewOf(runs, now.current);
      },
    }),
    [runs],
  );
}
