console.error('TensorFlow: check failed');
process.abort();
