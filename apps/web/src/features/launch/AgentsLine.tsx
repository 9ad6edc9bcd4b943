import { plural } from '../../lib/format.ts';

interface Agent {
  readonly name: string;
  readonly online: boolean;
  readonly backend: string;
}

/** Who is going to take it. */
export function AgentsLine({ agents }: { agents: readonly Agent[] }) {
  const online = agents.filter((agent) => agent.online);
  return (
    <p className="muted">
      {online.length === 0
        ? 'No agent is online: the run will wait until one is.'
        : `${plural(online.length, 'agent')} online: ${online.map((agent) => `${agent.name} (${agent.backend})`).join(', ')}.`}
    </p>
  );
}
