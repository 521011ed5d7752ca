"""Count the stamps over each place."""

import numpy as np

from cnnlib import ops
from cnnlib.checks import Cause
from cnnlib.questions import edited

SOLUTION = '''
def coverage(n, k, s):
    """Count the stamps that cover each place."""
    ### BEGIN SOLUTION
    count = np.zeros((n - 1) * s + k, int)
    for a in range(n):
        count[a * s : a * s + k] += 1
    return count
    ### END SOLUTION
'''


def covered(n, k, s):
    ones = np.ones((1, 1, n)), np.ones((1, 1, 1, k))
    return ops.conv_transpose2d(*ones, stride=(1, s))[0, 0].astype(int)


def reference(n, k, s):
    return covered(n, k, s)


CAUSES = (
    Cause(
        "covered-or-not",
        "Count the stamps; here it says only whether there is one.",
        lambda n, k, s: np.minimum(covered(n, k, s), 1),
    ),
    Cause("stride-ignored", "The stamps lie s places apart.", lambda n, k, s: covered(n, k, 1)),
    Cause(
        "last-stamp-missing",
        "There are n stamps.",
        lambda n, k, s: np.append(covered(n - 1, k, s), np.zeros(s, int)),
    ),
    Cause(
        "cut-at-the-end",
        "The last stamp reaches k places.",
        lambda n, k, s: covered(n, k, s)[: n * s],
    ),
    Cause(
        "stride-for-kernel",
        "A stamp covers k places.",
        lambda n, k, s: np.append(np.ones(n * s, int), np.zeros(k - s, int)),
    ),
    Cause("share-for-count", "Counts are asked for.", lambda n, k, s: covered(n, k, s) / n),
)


def draw(rng):
    n = int(rng.integers(4, 8))
    return [
        ("a kernel of 5, stride 2", {"n": n, "k": 5, "s": 2}),
        ("a kernel of 7, stride 3", {"n": n, "k": 7, "s": 3}),
    ]


WRONG = [
    edited("covered-or-not", "+= 1", "= 1"),
    edited("stride-ignored", "    count =", "    s = 1\n    count ="),
    edited("last-stamp-missing", "range(n)", "range(n - 1)"),
    edited("cut-at-the-end", "return count", "return count[: n * s]"),
    edited("stride-for-kernel", "a * s + k]", "a * s + s]"),
    edited("share-for-count", "return count", "return count / n"),
]

RIGHT = [
    """
    def coverage(n, k, s):
        places = range((n - 1) * s + k)
        return [sum(a * s <= place < a * s + k for a in range(n)) for place in places]
    """,
    """
    import torch

    def coverage(n, k, s):
        ones = torch.ones(1, 1, int(n)), torch.ones(1, 1, int(k))
        return torch.nn.functional.conv_transpose1d(*ones, stride=int(s))[0, 0]
    """,
]
