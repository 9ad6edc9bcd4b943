import * as tf from '@tensorflow/tfjs';

/** Throws when the backend in use gets a small convolution's gradient wrong: some backends answer with zeros instead of an error. */
export async function checkGradient(): Promise<void> {
  const gradient = tf.tidy(() => {
    const x = tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]);
    return tf.grad((filter) => tf.sum(tf.conv2d(x, filter as tf.Tensor4D, 1, 'valid')))(tf.zeros([2, 2, 1, 1]));
  });
  const found = [...(await gradient.data())];
  gradient.dispose();
  const expected = [12, 16, 24, 28];
  if (found.some((value, index) => Math.abs(value - expected[index]!) > 1e-3))
    throw new Error(`computes the gradient of a convolution as ${found.join(', ')} instead of ${expected.join(', ')}`);
}
