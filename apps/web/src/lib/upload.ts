export interface UploadedFile {
  readonly id: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

/**
 * Streams one file to the store of a team. `onProgress` hears shares from 0 to 1. Rejects with an `Error` whose message may be shown;
 * an abort by the signal rejects too.
 */
export function upload(file: File, team: string, onProgress: (share: number) => void, signal?: AbortSignal): Promise<UploadedFile> {
  // XMLHttpRequest, since fetch cannot tell how much of a body has gone out.
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    request.open('PUT', `/files?team=${encodeURIComponent(team)}&name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('content-type', file.type || 'application/octet-stream');
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onload = () => {
      const answer = parse(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(answer as UploadedFile);
      else reject(new Error(messageIn(answer) ?? `The server refused ${file.name} (${request.status}).`));
    };
    request.onerror = () => reject(new Error(`The connection broke while ${file.name} was sent.`));
    request.onabort = () => reject(new Error(`Sending ${file.name} was stopped.`));
    signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function messageIn(answer: unknown): string | undefined {
  const { message, error, errors } = (answer ?? {}) as {
    message?: string;
    error?: string | { message?: string };
    errors?: { message?: string }[];
  };
  return errors?.[0]?.message ?? (typeof error === 'object' ? error.message : undefined) ?? message;
}
