/** The scores of one class. */
export function columnOf(scores: Float32Array, classes: number, code: number): Float32Array {
  return Float32Array.from({ length: scores.length / classes }, (_, sample) => scores[sample * classes + code]);
}
