import type { QueueFragment } from '../../generated/queue.ts';
import { duration } from '../../lib/format.ts';

type Launch = QueueFragment['queue']['nodes'][number];

/** How far a launch at work is, how long it still takes, where it runs, and whether it is tried again. */
export function progressWords({ run, agent, attempt, maxAttempts }: Pick<Launch, 'run' | 'agent' | 'attempt' | 'maxAttempts'>): string {
  const { progress } = run;
  return [
    progress?.epochs ? `epoch ${progress.epoch ?? 0}/${progress.epochs}` : (progress?.message ?? 'starting'),
    ...(progress?.etaMs ? [`${duration(progress.etaMs)} left`] : []),
    ...(agent ? [`on ${agent.name}`] : []),
    ...(attempt > 1 ? [`attempt ${attempt} of ${maxAttempts}`] : []),
  ].join(' · ');
}

/** What would happen to a launch now, when none waits. */
export function waitingWords(agents: readonly Pick<QueueFragment['agents'][number], 'online' | 'current'>[]): string {
  const online = agents.filter((agent) => agent.online);
  if (online.length === 0) return 'Nothing waits. What is launched now starts as soon as an agent is online.';
  if (online.some((agent) => !agent.current)) return 'Nothing waits. What is launched now starts at once.';
  return 'Nothing waits. What is launched now starts as soon as an agent is free.';
}
