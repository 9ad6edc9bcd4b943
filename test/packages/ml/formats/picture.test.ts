import { DataError, DEFAULT_LIMITS, decodePicture, pictureSize } from '@atelier/ml/formats';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';

const solid = (channels: 3 | 4, background: object, width = 4, height = 2): Sharp =>
  sharp({ create: { width, height, channels, background } });

describe('pictures', () => {
  it('reads PNG, WebP and GIF without loss and JPEG nearly so', async () => {
    for (const format of ['png', 'webp', 'gif', 'jpeg'] as const) {
      const bytes = await solid(3, { r: 200, g: 100, b: 50 })
        .toFormat(format, format === 'webp' ? { lossless: true } : {})
        .toBuffer();
      const picture = await decodePicture(bytes, `a.${format}`, { channels: 3 });
      expect([picture.width, picture.height, picture.pixels.length]).toEqual([4, 2, 24]);
      [200, 100, 50].forEach((value, channel) =>
        expect(Math.abs(picture.pixels[channel] - value)).toBeLessThanOrEqual(format === 'jpeg' ? 3 : 0),
      );
    }
  });

  it('lays transparency on grey, unless four channels are asked for', async () => {
    const bytes = await solid(4, { r: 255, g: 0, b: 0, alpha: 0 }).png().toBuffer();
    expect([...(await decodePicture(bytes, 'a', { channels: 3 })).pixels.subarray(0, 3)]).toEqual([127, 127, 127]);
    expect((await decodePicture(bytes, 'a')).channels).toBe(4);
  });

  it('brings sixteen bits down to eight, and one bit up', async () => {
    const sixteen = await sharp(Uint16Array.from([0, 32896, 65535, 257]), { raw: { width: 4, height: 1, channels: 1 } })
      .toColourspace('grey16')
      .png()
      .toBuffer();
    expect([...(await decodePicture(sixteen, 'a')).pixels]).toEqual([0, 128, 255, 1]);
    const one = await sharp(Uint8Array.from([0, 255, 255, 0]), { raw: { width: 4, height: 1, channels: 1 } })
      .png({ palette: true, colours: 2 })
      .toBuffer();
    expect([...(await decodePicture(one, 'a', { channels: 1 })).pixels]).toEqual([0, 255, 255, 0]);
  });

  it.each([
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>'), /expected a picture \(png, jpeg, webp, gif\)/],
    ['text', Buffer.from('hello'), /found 5 bytes that begin with 68656c6c6f/],
    ['nothing', new Uint8Array(), /found an empty file/],
    ['a signature alone', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), /found a damaged one/],
  ])('refuses %s', async (_, bytes, message) => {
    const error = await decodePicture(bytes, 'a.png').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DataError);
    expect((error as Error).message).toMatch(message);
  });

  it('refuses a picture that is cut short', async () => {
    const bytes = await sharp(
      Uint8Array.from({ length: 3 * 64 * 64 }, (_, index) => (index * 37) % 251),
      { raw: { width: 64, height: 64, channels: 3 } },
    )
      .png()
      .toBuffer();
    await expect(decodePicture(bytes.subarray(0, bytes.length / 2), 'a.png')).rejects.toThrow(/a\.png: expected a whole picture/);
  });

  it('measures before it decodes', async () => {
    const flood = await solid(3, { r: 0, g: 0, b: 0 }, 3000, 3000).png().toBuffer();
    await expect(pictureSize(flood, 'a.png', { ...DEFAULT_LIMITS, picturePixels: 1_000_000 })).rejects.toThrow(
      'a.png: expected at most 1000000 pixels, found 3000 × 3000',
    );
    await expect(pictureSize(flood, 'a.png', { ...DEFAULT_LIMITS, pictureSide: 2_000 })).rejects.toThrow(
      'a.png: expected sides of at most 2000 pixels, found 3000 × 3000',
    );
  });
});
