import type { Problem } from '../../lib/problem.ts';
import { Panel } from '../../ui/Page.tsx';
import { TextButton } from '../../ui/TextButton.tsx';

interface FigureProblemProps {
  title: string;
  problem: Pick<Problem, 'message' | 'hint'>;
  onRetry: () => void;
}

/** In place of a figure: what kept it from being drawn, and a way to try again. */
export function FigureProblem({ title, problem, onRetry }: FigureProblemProps) {
  return (
    <Panel title={title}>
      <div role="alert">
        <p>{problem.message}</p>
        {problem.hint && <p className="muted">{problem.hint}</p>}
        <TextButton onClick={onRetry}>Try again</TextButton>
      </div>
    </Panel>
  );
}
