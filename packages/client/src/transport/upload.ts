import type { AtelierError } from './errors.ts';
import { credentials, reach, refusal, type Connection } from './request.ts';
import { retrying } from './retry.ts';

/** A file that the server has stored. */
export interface UploadedFile {
  readonly id: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mediaType: string;
}

export interface UploadOptions {
  /** Slug of the team that the file belongs to; the bearer of an attempt token needs none. */
  readonly team?: string | undefined;
  /** What to call it; the name of the file unless told. */
  readonly name?: string;
  readonly signal?: AbortSignal;
}

/** Sends the bytes that `open` gives, anew at each try. The same bytes are stored once. Throws an `AtelierError`. */
export async function uploadBody(connection: Connection, open: () => Promise<Blob> | Blob, options: UploadOptions): Promise<UploadedFile> {
  const { team, name = 'file', signal } = options;
  const query = new URLSearchParams({ ...(team === undefined ? {} : { team }), name });
  return retrying(
    async () => {
      const response = await reach(`${connection.url}/files?${query}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/octet-stream', ...credentials(connection) },
        body: await open(),
        signal: signal ?? null,
      });
      if (!response.ok) throw await explained(response);
      return (await response.json()) as UploadedFile;
    },
    { attempts: 6, signal },
  );
}

/** The error of a route beside GraphQL, which answers `{ error: { code, message } }`. */
export async function explained(response: Response): Promise<AtelierError> {
  const answer = (await response.json().catch(() => undefined)) as { error?: { code?: string; message?: string } } | undefined;
  return refusal(response, answer?.error?.message);
}
