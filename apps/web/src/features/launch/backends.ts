/** Backends that one may wish for, as the API names them. */
export const backendChoices = [
  { value: 'auto', label: 'The best of the agent' },
  { value: 'tensorflow-gpu', label: 'TensorFlow on a GPU' },
  { value: 'tensorflow', label: 'TensorFlow' },
  { value: 'webgpu', label: 'WebGPU' },
  { value: 'wasm', label: 'WebAssembly' },
  { value: 'cpu', label: 'Plain JavaScript' },
] as const;
