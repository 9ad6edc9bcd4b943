'use client';
import { useEffect, useState } from 'react';
import type { Problem } from '../../lib/problem.ts';
import type { Artifact } from './ArtifactsTab.tsx';
import { pictureTypes, type Shown } from './artifact-kind.ts';

export const mostPictureBytes = 32e6;
const mostTextBytes = 256 * 1024;

interface Content {
  /** Address of a picture in this page's memory. */
  readonly picture?: string;
  readonly text?: string;
  /** Whether the text is only the beginning. */
  readonly cut: boolean;
  readonly problem?: Problem;
}

/** Fetches what is shown of a file: pictures whole, of text the beginning. */
export function useArtifactContent({ path, file }: Artifact, shown: Shown): Content {
  const [content, setContent] = useState<Content>({ cut: false });
  useEffect(() => {
    const leave = new AbortController();
    let picture: string | undefined;
    const cut = shown !== 'picture' && file.sizeBytes > mostTextBytes;
    const read = async () => {
      const response = await fetch(file.url, {
        signal: leave.signal,
        ...(cut && { headers: { range: `bytes=0-${mostTextBytes - 1}` } }),
      });
      if (!response.ok) throw new Error(`The server answered ${response.status} for ${path}.`);
      if (shown !== 'picture') return { text: await response.text(), cut };
      const type = pictureTypes[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream';
      picture = URL.createObjectURL(new Blob([await response.arrayBuffer()], { type }));
      return { picture, cut: false };
    };
    read().then(setContent, (error: Error) => {
      if (!leave.signal.aborted) setContent({ cut: false, problem: { code: 'UNAVAILABLE', message: error.message, fields: {} } });
    });
    return () => {
      leave.abort();
      if (picture) URL.revokeObjectURL(picture);
    };
  }, [file.url, file.sizeBytes, path, shown]);
  return content;
}
