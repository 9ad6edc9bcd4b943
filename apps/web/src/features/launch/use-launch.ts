'use client';
import { useState } from 'react';
import { useMutation } from 'urql';
import { LaunchRunDocument, type LaunchRunInput, type LaunchRunMutation } from '../../generated/launch.ts';
import { type Problem, problemOf } from '../../lib/problem.ts';

type Launched = LaunchRunMutation['launchRun'];

/** Launches one run after the other, up to the first that is refused; what was launched until then stays. */
export function useLaunch() {
  const [, send] = useMutation(LaunchRunDocument);
  const [launching, setLaunching] = useState(false);
  const [problem, setProblem] = useState<Problem>();

  async function launch(inputs: readonly LaunchRunInput[]): Promise<readonly Launched[]> {
    setLaunching(true);
    setProblem(undefined);
    const launched: Launched[] = [];
    for (const input of inputs) {
      const { data, error } = await send({ input });
      if (data === undefined || error) {
        const found = problemOf(error ?? new Error('The server gave no answer'));
        const done =
          launched.length === 0
            ? {}
            : {
                hint: `${launched.length} of ${inputs.length} were launched before: ${launched.map(({ number }) => `#${number}`).join(', ')}.`,
              };
        setProblem({ ...found, ...done });
        break;
      }
      launched.push(data.launchRun);
    }
    setLaunching(false);
    return launched;
  }

  return { launch, launching, problem };
}
