"""Times training steps of a reference net in Keras 3 in graph mode: `python keras_step.py cnn64|cnn32|rnn`, one line of JSON."""
import json
import sys
import time

import keras
import numpy
import tensorflow

BATCH, STEPS, ROUNDS = 32, 20, 5
net = sys.argv[1]
random = numpy.random.default_rng(1)
if net == "rnn":
    x = random.integers(0, 10_000, (BATCH * STEPS, 100))
    body = [keras.layers.Embedding(10_000, 64), keras.layers.LSTM(64, return_sequences=True), keras.layers.LSTM(64), keras.layers.Dense(64, activation="relu")]
else:
    side = 64 if net == "cnn64" else 32
    x = random.random((BATCH * STEPS, side, side, 3), dtype=numpy.float32)
    body = [layer for filters in (32, 64, 128) for layer in (keras.layers.Conv2D(filters, 3, activation="relu"), keras.layers.MaxPooling2D(2))]
    body += [keras.layers.Flatten(), keras.layers.Dense(512, activation="relu")]
y = (numpy.arange(len(x)) % 2).astype("float32")[:, None]
model = keras.Sequential(body + [keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer=keras.optimizers.Adam(1e-3), loss="binary_crossentropy", jit_compile=False)

# The batches lie ready in memory, so the loop times training and not the way in.
batches = tensorflow.data.Dataset.from_tensor_slices((x, y)).batch(BATCH).cache().prefetch(tensorflow.data.AUTOTUNE)
model.fit(batches, epochs=2, verbose=0)
rounds = []
for _ in range(ROUNDS):
    started = time.perf_counter()
    model.fit(batches, epochs=1, verbose=0)
    rounds.append(1000 * (time.perf_counter() - started) / STEPS)
print(json.dumps({"ms": min(rounds), "rounds": rounds, "versions": f"Keras {keras.__version__}, TensorFlow {tensorflow.__version__}, Python {sys.version.split()[0]}"}))
