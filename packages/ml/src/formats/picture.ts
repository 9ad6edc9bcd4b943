/** Decodes PNG, JPEG, WebP and GIF to pixels. SVG and everything else that libvips could open is refused. */
import sharp from 'sharp';
import { DataError } from './data-error.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** 1 grey, 3 colour, 4 colour with transparency. */
  readonly channels: 1 | 3 | 4;
  /** `[height, width, channels]`, row-major. */
  readonly pixels: Uint8Array<ArrayBuffer>;
}

export interface PictureOptions {
  /** Scales to this size, `[height, width]`, whatever the proportions. */
  readonly resize?: readonly [number, number];
  /** Converts to this many channels; transparency is laid on mid-grey unless 4 are asked for. */
  readonly channels?: 1 | 3 | 4;
}

const FORMATS = ['png', 'jpeg', 'webp', 'gif'] as const;
const SIGNATURES: readonly (readonly [string, (bytes: Uint8Array) => boolean])[] = [
  ['png', (bytes) => startsWith(bytes, '\x89PNG\r\n\x1a\n')],
  ['jpeg', (bytes) => startsWith(bytes, '\xff\xd8\xff')],
  ['gif', (bytes) => startsWith(bytes, 'GIF87a') || startsWith(bytes, 'GIF89a')],
  ['webp', (bytes) => startsWith(bytes, 'RIFF') && startsWith(bytes.subarray(8), 'WEBP')],
];
const MID_GREY = { r: 127, g: 127, b: 127 };

/** The size of a picture from its header alone. */
export async function pictureSize(
  bytes: Uint8Array,
  name: string,
  limits: Limits = DEFAULT_LIMITS,
): Promise<Pick<Picture, 'width' | 'height' | 'channels'>> {
  const format = SIGNATURES.find(([, matches]) => matches(bytes))?.[0];
  if (format === undefined)
    throw new DataError(`${name}: expected a picture (${FORMATS.join(', ')}), found ${describe(bytes)}`, { member: name });
  const {
    width,
    height,
    channels,
    pages = 1,
    hasAlpha,
  } = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch((error: unknown) => {
      throw damaged(name, error);
    });
  if (Math.max(width, height) > limits.pictureSide)
    throw new DataError(`${name}: expected sides of at most ${limits.pictureSide} pixels, found ${width} × ${height}`, { member: name });
  if (width * height * pages > limits.picturePixels) {
    throw new DataError(
      `${name}: expected at most ${limits.picturePixels} pixels, found ${width} × ${height}${pages > 1 ? ` × ${pages} frames` : ''}`,
      { member: name },
    );
  }
  const colours = channels - (hasAlpha ? 1 : 0);
  return { width, height, channels: hasAlpha ? 4 : colours === 1 ? 1 : 3 };
}

/** Decodes one picture (the first frame of an animation), eight bits a channel. Throws a `DataError` for one that is none. */
export async function decodePicture(
  bytes: Uint8Array,
  name: string,
  options: PictureOptions = {},
  limits: Limits = DEFAULT_LIMITS,
): Promise<Picture> {
  const found = await pictureSize(bytes, name, limits);
  const channels = options.channels ?? found.channels;
  let image = sharp(bytes, { failOn: 'error', limitInputPixels: limits.picturePixels, pages: 1 });
  if (channels < 4) image = image.flatten({ background: MID_GREY });
  if (options.resize !== undefined) image = image.resize({ height: options.resize[0], width: options.resize[1], fit: 'fill' });
  image = channels === 1 ? image.toColourspace('b-w') : image.toColourspace('srgb');
  if (channels === 4) image = image.ensureAlpha();
  const { data, info } = await image
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch((error: unknown) => {
      throw damaged(name, error);
    });
  if (info.channels !== channels) throw new DataError(`${name}: expected ${channels} channels, found ${info.channels}`, { member: name });
  return { width: info.width, height: info.height, channels, pixels: new Uint8Array(data) };
}

function damaged(name: string, error: unknown): DataError {
  const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
  return new DataError(`${name}: expected a whole picture, found a damaged one: ${reason}`, { member: name });
}

function startsWith(bytes: Uint8Array, signature: string): boolean {
  if (bytes.length < signature.length) return false;
  for (let index = 0; index < signature.length; index++) if (bytes[index] !== signature.charCodeAt(index)) return false;
  return true;
}

function describe(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'an empty file';
  return `${bytes.length} bytes that begin with ${Buffer.from(bytes.subarray(0, 8)).toString('hex')}`;
}
