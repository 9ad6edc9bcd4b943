import { renderThumbnail } from '@atelier/ml/dataset';
import sharp from 'sharp';
import { notFound } from '../../errors.ts';
import { type Reader, withVersion } from './versions.ts';

/** A picture of a work, as PNG. `NOT_FOUND` for a view or row that is not there, and for views without a picture. */
export function drawWork(context: Reader, versionId: string, viewName: string, row: number): Promise<Buffer> {
  return withVersion(context, versionId, async (dataset) => {
    const view = dataset.views.find(({ name }) => name === viewName);
    const picture = view && row < dataset.samples ? renderThumbnail(view, row) : undefined;
    if (picture === undefined) throw notFound('picture');
    const { width, height, channels, pixels } = picture;
    return sharp(pixels, { raw: { width, height, channels } }).png().toBuffer();
  });
}

/** Where the picture of a work is handed out, below the server's address. */
export function workPictureUrl(versionId: string, viewName: string, row: number): string {
  return `/works/${versionId}/${encodeURIComponent(viewName)}/${row}.png`;
}
