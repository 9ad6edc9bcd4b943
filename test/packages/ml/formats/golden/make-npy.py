"""Writes npy.ndjson.gz: 2,000 small arrays as NumPy saves them, with what must be read from each.

Made once, with NumPy 2.4.6: python make-npy.py. A line has the file and the elements in C order, little-endian, halves widened
to singles, both in base64.
"""

import base64
import gzip
import io
import json
import pathlib

import numpy as np
from numpy.lib import format as npy

KINDS = ["b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"]
random = np.random.default_rng(7)


def draw(kind, shape):
    size = int(np.prod(shape, dtype=np.int64))
    if kind == "b1":
        return random.integers(0, 2, size).astype("?").reshape(shape)
    # Any bits at all, so that NaN payloads, infinities and subnormals are among them.
    bits = random.integers(0, 256, size * int(kind[1]), dtype=np.uint8)
    return bits.view("<" + kind).reshape(shape)


def case(index):
    kind = KINDS[index % len(KINDS)]
    dimensions = int(random.integers(0, 5))
    shape = tuple(int(n) for n in random.integers(0 if index % 17 == 0 else 1, 4, dimensions))
    array = draw(kind, shape)
    stored = array.astype(array.dtype.newbyteorder(">")) if random.integers(2) else array
    if random.integers(2):
        stored = np.asfortranarray(stored)
    file = io.BytesIO()
    npy.write_array(file, stored, version=[(1, 0), (2, 0), (3, 0)][index % 3])
    # Widened bit by bit: a conversion would make signalling NaNs quiet.
    expected = widen(array) if kind == "f2" else array
    return {
        "dtype": kind,
        "shape": stored.shape,
        "file": base64.b64encode(file.getvalue()).decode(),
        "elements": base64.b64encode(np.ascontiguousarray(expected).tobytes()).decode(),
    }


def widen(halves):
    bits = halves.view("<u2").astype("<u4")
    is_nan = ((bits >> 10) & 31 == 31) & (bits & 1023 != 0)
    singles = halves.astype("<f4").view("<u4")
    return np.where(is_nan, ((bits & 0x8000) << 16) | 0x7F800000 | ((bits & 1023) << 13), singles).astype("<u4")


lines = "\n".join(json.dumps(case(index)) for index in range(2000)) + "\n"
pathlib.Path(__file__).with_name("npy.ndjson.gz").write_bytes(gzip.compress(lines.encode(), 9, mtime=0))
