export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'plain' | 'bad';
  /** What undoes it, or leads on. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

/** Says one short thing at the foot of the page for some seconds. */
export function say(text: string, options: { tone?: Toast['tone']; action?: NonNullable<Toast['action']> } = {}): void {
  lastId += 1;
  const toast: Toast = { id: lastId, text, tone: options.tone ?? 'plain', ...(options.action && { action: options.action }) };
  toasts = [...toasts.slice(-2), toast];
  changed();
  setTimeout(() => dismiss(toast.id), toast.action ? 10_000 : 6_000);
}

export function dismiss(id: number): void {
  toasts = toasts.filter((toast) => toast.id !== id);
  changed();
}

export const toastStore = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  current: () => toasts,
};

function changed(): void {
  for (const listener of listeners) listener();
}
