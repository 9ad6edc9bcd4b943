// Values of any range as pixels. What is missing is red, so that it is never taken for a value.

export interface Painted {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

const missing = [179, 38, 30] as const;

/**
 * A picture `[height, width, channels]`, from its least to its greatest value or those of `like`, so that one that was made brighter is brighter
 * beside the other. One, two or three channels are drawn, the others left out.
 */
export function paintPicture(values: Float64Array, [height = 1, width = 1, channels = 1]: readonly number[], like = values): Painted {
  const scale = scaler(like);
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const at = (channel: number) => values[pixel * channels + Math.min(channel, channels - 1)]!;
    const color = channels === 2 ? [at(0), at(1), at(1)] : [at(0), at(1), at(2)];
    put(pixels, pixel, color.some(Number.isNaN) ? missing : color.map(scale));
  }
  return { width, height, pixels };
}

/** A sequence `[steps, features]` as a strip: steps to the right, each feature a row in its own range; padding stays empty. */
export function paintSteps(values: Float64Array, [steps = 1, features = 1]: readonly number[], length = steps): Painted {
  const tall = Math.max(1, Math.floor(24 / features));
  const width = steps;
  const height = features * tall;
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let feature = 0; feature < features; feature += 1) {
    const of = Float64Array.from({ length }, (_, step) => values[step * features + feature]!);
    const scale = scaler(of);
    for (let step = 0; step < length; step += 1) {
      const shade = Number.isNaN(of[step]) ? undefined : scale(of[step]!);
      for (let row = 0; row < tall; row += 1)
        put(pixels, (feature * tall + row) * width + step, shade === undefined ? missing : [shade, shade, shade]);
    }
  }
  return { width, height, pixels };
}

function put(pixels: Uint8ClampedArray, at: number, [red = 0, green = 0, blue = 0]: readonly number[]): void {
  pixels.set([red, green, blue, 255], at * 4);
}

/** From the range of the values to 0 … 255; 0 … 1 and 0 … 255 stay what they are, so that a dark picture stays dark. */
function scaler(values: Float64Array): (value: number) => number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low >= 0 && high <= 1) [low, high] = [0, 1];
  else if (low >= 0 && high > 16 && high <= 255) [low, high] = [0, 255];
  return (value) => (high > low ? ((value - low) / (high - low)) * 255 : 128);
}
