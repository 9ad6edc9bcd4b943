/** The perceptual hash of a picture: how strong each of its low spatial frequencies is, which a shift does not change. */

/** Periods across the picture, up to this many each way. */
const FREQUENCIES = 9;

interface Wave {
  readonly cos: Float32Array;
  readonly sin: Float32Array;
}

const wavesOf = new Map<number, readonly Wave[]>();

/**
 * Magnitudes of the discrete Fourier transform of a square picture, without its mean, scaled to length 1: the dot product of two is 1 for
 * pictures that are the same but for a shift around the edge, brightness and contrast. All zeros for a flat picture.
 */
export function spectrumOf(grey: Float32Array, side: number): Float32Array {
  const waves = wavesFor(side);
  const spectrum: number[] = [];
  // Rows first, then columns: each frequency of a row serves all the frequencies down the columns.
  for (let across = 0; across < FREQUENCIES; across++) {
    const rows = Array.from({ length: side }, (_, y) => transform(grey.subarray(y * side, (y + 1) * side), undefined, waves[across]));
    const [real, imaginary] = [Float32Array.from(rows, ([value]) => value), Float32Array.from(rows, ([, value]) => value)];
    for (let down = across === 0 ? 1 : 1 - FREQUENCIES; down < FREQUENCIES; down++) {
      const { cos, sin } = waves[Math.abs(down)];
      spectrum.push(Math.hypot(...transform(real, imaginary, down < 0 ? { cos, sin: sin.map((value) => -value) } : { cos, sin })));
    }
  }
  const length = Math.hypot(...spectrum);
  return Float32Array.from(spectrum, (value) => (length > 0 ? value / length : 0));
}

function transform(real: Float32Array, imaginary: Float32Array | undefined, { cos, sin }: Wave): [real: number, imaginary: number] {
  let [a, b] = [0, 0];
  for (let at = 0; at < real.length; at++) {
    const other = imaginary === undefined ? 0 : imaginary[at];
    a += real[at] * cos[at] + other * sin[at];
    b += other * cos[at] - real[at] * sin[at];
  }
  return [a, b];
}

function wavesFor(side: number): readonly Wave[] {
  const known = wavesOf.get(side);
  if (known !== undefined) return known;
  const waves = Array.from({ length: FREQUENCIES }, (_, frequency) => {
    const angles = Float64Array.from({ length: side }, (_value, at) => (2 * Math.PI * frequency * at) / side);
    return { cos: Float32Array.from(angles, Math.cos), sin: Float32Array.from(angles, Math.sin) };
  });
  wavesOf.set(side, waves);
  return waves;
}
