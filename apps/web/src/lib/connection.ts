// Whether the server answers. What was asked for while it did not is asked again when it does, by itself.
import { type Client, mapExchange, type Operation } from 'urql';

const probeMs = 2_000;

let online = true;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();
/** Queries that somebody still wants to see and that failed for want of a server. */
const unanswered = new Map<number, Operation>();

export const connection = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  isOnline: () => online,
};

/** Watches what comes back from the network; place it behind the cache, which answers without one. */
export const watchConnection = (client: () => Client) =>
  mapExchange({
    onOperation(operation) {
      if (operation.kind === 'teardown') unanswered.delete(operation.key);
    },
    onResult({ error, operation }) {
      // An answer with a status is an answer, whatever it says.
      const lost = error?.networkError !== undefined && error.response === undefined;
      if (!lost) {
        unanswered.delete(operation.key);
        if (!online) back(client());
        return;
      }
      if (operation.kind === 'query') unanswered.set(operation.key, operation);
      if (!online) return;
      online = false;
      changed();
      timer = setInterval(() => void probe(client()), probeMs);
    },
  });

async function probe(client: Client): Promise<void> {
  const answer = await fetch('/health', { cache: 'no-store' }).catch(() => undefined);
  if (answer?.ok && !online) back(client);
}

function back(client: Client): void {
  online = true;
  clearInterval(timer);
  changed();
  const waiting = [...unanswered.values()];
  unanswered.clear();
  for (const operation of waiting)
    client.reexecuteOperation(client.createRequestOperation('query', operation, { ...operation.context, requestPolicy: 'network-only' }));
}

function changed(): void {
  for (const listener of listeners) listener();
}
