"""Times scikit-learn on scores and labels in raw files, and prints one JSON object of medians in milliseconds.

Usage: sklearn_times.py SCORES.f64 LABELS.u8 REPETITIONS
"""

import json
import sys
import time

import numpy
import sklearn
from sklearn.metrics import f1_score, log_loss, roc_auc_score

scores = numpy.fromfile(sys.argv[1], "<f8")
labels = numpy.fromfile(sys.argv[2], "u1").astype(numpy.int64)
repetitions = int(sys.argv[3])
decided = (scores >= 0.5).astype(numpy.int64)


def median_ms(work):
    times = []
    for _ in range(repetitions):
        start = time.perf_counter()
        value = work()
        times.append((time.perf_counter() - start) * 1000)
    return {"ms": sorted(times)[len(times) // 2], "value": float(value)}


def bootstrap_auc():
    generator = numpy.random.default_rng(1)
    values = []
    for _ in range(100):
        drawn = generator.integers(0, len(scores), len(scores))
        values.append(roc_auc_score(labels[drawn], scores[drawn]))
    return numpy.quantile(values, 0.025)


result = {
    "version": sklearn.__version__,
    "auc": median_ms(lambda: roc_auc_score(labels, scores)),
    "f1": median_ms(lambda: f1_score(labels, decided)),
    "logLoss": median_ms(lambda: log_loss(labels, scores)),
}
if len(scores) <= 10_000:
    result["bootstrap"] = median_ms(bootstrap_auc)
print(json.dumps(result))
