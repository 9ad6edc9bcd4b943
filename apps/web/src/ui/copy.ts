import { say } from './toast-store.ts';

/** Puts a text on the clipboard and says so, or that it cannot be. */
export async function copy(text: string, said = 'Copied.'): Promise<void> {
  if (await copyText(text)) say(said);
  else say('The browser does not let it be copied.', { tone: 'bad' });
}

// Where a page was not served securely, the browser gives no clipboard, and only what is selected can be copied.
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

function copySelected(text: string): boolean {
  const field = document.createElement('textarea');
  const before = document.activeElement;
  field.value = text;
  field.setAttribute('readonly', '');
  field.style.position = 'fixed';
  field.style.opacity = '0';
  // Within an open dialog, which would take the focus back from anywhere else.
  (before?.closest('[role=dialog]') ?? document.body).append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return copied;
}
