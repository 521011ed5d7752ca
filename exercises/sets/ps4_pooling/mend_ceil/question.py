"""Mend max pooling in ceil mode, in one dimension."""

import numpy as np

from cnnlib import ops
from cnnlib.checks import Cause
from cnnlib.questions import edited

STARTER = '''
def pool_row(row, k, s):
    """Return the maxima of windows; the last one may stick out."""
    count = (len(row) - k) // s + 1
    out = np.zeros(count)
    for a in range(count):
        for value in row[a * s : a * s + k]:
            if value > out[a]:
                out[a] = value
    return out
'''

SOLUTION = '''
def pool_row(row, k, s):
    """Return the maxima of windows; the last one may stick out."""
    count = -((k - len(row)) // s) + 1
    if (count - 1) * s >= len(row):
        count -= 1
    out = np.full(count, -np.inf)
    for a in range(count):
        for value in row[a * s : a * s + k]:
            if value > out[a]:
                out[a] = value
    return out
'''


def reference(row, k, s):
    return ops.max_pool2d(row[None, None, :], (1, k), (1, s), ceil_mode=True)[0, 0]


def floored(row, k, s):
    return ops.max_pool2d(row[None, None, :], (1, k), (1, s))[0, 0]


CAUSES = (
    Cause(
        "zero-and-floor",
        "Round up, and start from −∞ instead of 0.",
        lambda row, k, s: np.maximum(floored(row, k, s), 0),
    ),
    Cause("rounded-down", "Round up: a last window may stick out.", floored),
    Cause(
        "zero-for-minus-infinity",
        "Start from −∞: 0 must not win.",
        lambda row, k, s: np.maximum(reference(row, k, s), 0),
    ),
    Cause(
        "always-one-more",
        "There is one more window only if something is left over.",
        lambda row, k, s: np.append(floored(row, k, s), row[-1]),
    ),
    Cause("minimum", "The largest value is asked for.", lambda row, k, s: -reference(-row, k, s)),
)


def draw(rng):
    below = -rng.permutation(np.arange(1.0, 13.0))
    return [
        ("one value left over", {"row": below[:9], "k": 2, "s": 2}),
        ("two values left over", {"row": below[1:12], "k": 3, "s": 3}),
        ("windows that overlap", {"row": below[:8], "k": 3, "s": 2}),
    ]


WRONG = [
    edited(
        "zero-and-floor",
        "-((k - len(row)) // s) + 1",
        "(len(row) - k) // s + 1",
        "np.full(count, -np.inf)",
        "np.zeros(count)",
    ),
    edited("rounded-down", "-((k - len(row)) // s) + 1", "(len(row) - k) // s + 1"),
    edited("zero-for-minus-infinity", "np.full(count, -np.inf)", "np.zeros(count)"),
    edited("minimum", "-np.inf", "np.inf", "value > out[a]", "value < out[a]"),
    edited("rounded-down", ">= len(row)", ">= len(row) - k"),
]

RIGHT = [
    """
    def pool_row(row, k, s):
        starts = [a for a in range(0, len(row), s) if a == 0 or a - s + k < len(row)]
        return [max(row[a : a + k]) for a in starts]
    """,
    """
    import torch

    def pool_row(row, k, s):
        row = torch.tensor(np.array(row))[None]
        return torch.nn.functional.max_pool1d(row, int(k), int(s), ceil_mode=True)[0].numpy()
    """,
]
