import Link from 'next/link';
import type { QueueFragment } from '../../generated/queue.ts';
import { ago, bytes, exactTime, percent } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import { Panel } from '../../ui/Page.tsx';
import styles from './Queue.module.css';

type Agent = QueueFragment['agents'][number];

/** The machines: what each is, what it is at, how busy it was. */
export function AgentsPanel({ agents, team }: { agents: readonly Agent[]; team: string }) {
  return (
    <Panel title="Agents" note="machines that take launches">
      {agents.length === 0 ? (
        <p className="muted" style={{ margin: 0 }}>
          None has ever called. `npm start` brings one along; others need the address and a key.
        </p>
      ) : (
        <div className={styles.scroll} tabIndex={0}>
          <table className={styles.table} aria-label="Agents">
            <thead>
              <tr>
                <th scope="col">Agent</th>
                <th scope="col">Machine</th>
                <th scope="col">Now</th>
                <th scope="col">Last hour</th>
                <th scope="col">Last day</th>
              </tr>
            </thead>
            <tbody>
              {agents.map((agent) => (
                <tr key={agent.id}>
                  <th scope="row">
                    <span className={styles.light} data-online={agent.online} aria-hidden /> {agent.name}{' '}
                    <span className="muted">{agent.online ? 'online' : 'offline'}</span>
                  </th>
                  <td>{machineWords(agent)}</td>
                  <td title={exactTime(agent.lastSeenAt)}>
                    <Doing agent={agent} team={team} />
                  </td>
                  <Use share={agent.hour} what={`${agent.name} in the last hour`} />
                  <Use share={agent.day} what={`${agent.name} in the last day`} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function Doing({ agent, team }: { agent: Agent; team: string }) {
  const { current } = agent;
  if (!current) return <span className="muted">{agent.online ? 'waits for a launch' : `last seen ${ago(agent.lastSeenAt)}`}</span>;
  const { run } = current;
  return (
    <Link href={links.run(`${team}/${run.project.slug}`, run.id)} prefetch={false}>
      #{run.number} {run.name}
    </Link>
  );
}

function Use({ share, what }: { share: number; what: string }) {
  return (
    <td>
      <span className={styles.use} role="img" aria-label={`${what}: ${percent(share, 0)} busy`}>
        <span style={{ width: `${share * 100}%` }} />
      </span>
      {percent(share, 0)}
    </td>
  );
}

function machineWords({ backend, hardware }: Agent): string {
  const { processor, cores, memoryBytes, gpu, device } = (hardware ?? {}) as Record<string, string | number | undefined>;
  return [
    backend,
    ...(gpu || device ? [String(gpu ?? device)] : []),
    ...(processor ? [String(processor)] : []),
    ...(cores ? [`${cores} cores`] : []),
    ...(typeof memoryBytes === 'number' ? [bytes(memoryBytes)] : []),
  ].join(' · ');
}
