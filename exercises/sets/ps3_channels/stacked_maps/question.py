"""Stacked linear maps collapse; a ReLU between them prevents it."""

import numpy as np

from cnnlib.checks import Cause
from cnnlib.questions import edited

SOLUTION = '''
def difference(x, first, second, relu):
    """Return the largest absolute difference of two layers and one."""
    ### BEGIN SOLUTION
    hidden = np.einsum("ba,ahw->bhw", first, x)
    if relu:
        hidden = np.maximum(hidden, 0)
    two = np.einsum("cb,bhw->chw", second, hidden)
    one = np.einsum("ca,ahw->chw", second @ first, x)
    return abs(two - one).max()
    ### END SOLUTION
'''


def gap(x, first, second, relu):
    hidden = np.tensordot(first, x, 1)
    hidden = np.maximum(hidden, 0) if relu else hidden
    return np.tensordot(second, hidden, 1) - np.tensordot(second @ first, x, 1)


def reference(x, first, second, relu):
    return float(abs(gap(x, first, second, relu)).max())


def relu_last(x, first, second, relu):
    one = np.tensordot(second @ first, x, 1)
    return float(abs((np.maximum(one, 0) if relu else one) - one).max())


CAUSES = (
    Cause("relu-ignored", "The ReLU is missing.", lambda x, first, second, relu: 0.0),
    Cause(
        "relu-always",
        "The ReLU stands there only if `relu` is True.",
        lambda x, first, second, relu: reference(x, first, second, True),
    ),
    Cause("relu-last", "The ReLU stands between the layers, not after them.", relu_last),
    Cause(
        "mean-for-max",
        "The largest difference is asked for.",
        lambda **a: float(abs(gap(**a)).mean()),
    ),
    Cause(
        "sum-for-max",
        "The largest difference is asked for.",
        lambda **a: float(abs(gap(**a)).sum()),
    ),
    Cause("absolute-missing", "Take absolute values first.", lambda **a: float(gap(**a).max())),
)


def draw(rng):
    def arguments(relu):
        x = rng.integers(1, 9, (2, 3, 4)).astype(float)
        first = rng.integers(1, 5, (3, 2)) * np.array([[1.0, -3.0], [-4.0, 1.0], [1.0, 1.0]])
        second = -rng.integers(1, 5, (2, 3)).astype(float)
        return {"x": x, "first": first, "second": second, "relu": relu}

    def tells(found):
        results = [cause.mistaken(**found) for cause in CAUSES if cause.slug != "relu-always"]
        return len({*results, reference(**found)}) == len(results) + 1

    with_relu = arguments(True)
    while not tells(with_relu):
        with_relu = arguments(True)
    return [("without ReLU", arguments(False)), ("with ReLU", with_relu)]


WRONG = [
    edited("relu-ignored", "    if relu:\n        hidden = np.maximum(hidden, 0)\n", ""),
    edited("relu-always", "    if relu:\n        hidden =", "    hidden ="),
    edited(
        "relu-last",
        "    if relu:\n        hidden = np.maximum(hidden, 0)\n",
        "",
        "    one =",
        "    if relu:\n        two = np.maximum(two, 0)\n    one =",
    ),
    edited("mean-for-max", ".max()", ".mean()"),
    edited("sum-for-max", ".max()", ".sum()"),
    edited("absolute-missing", "abs(two - one)", "(two - one)"),
]

RIGHT = [
    """
    def difference(x, first, second, relu):
        worst = 0
        for pixel in x.reshape(len(x), -1).T:
            hidden = first @ pixel
            if relu:
                hidden[hidden < 0] = 0
            worst = max(worst, np.abs(second @ hidden - second @ first @ pixel).max())
        return worst
    """,
    """
    import torch

    def difference(x, first, second, relu):
        x, first, second = (torch.tensor(np.array(v)) for v in (x, first, second))
        hidden = torch.einsum("ba,ahw->bhw", first, x)
        two = torch.einsum("cb,bhw->chw", second, hidden.relu() if relu else hidden)
        return (two - torch.einsum("ca,ahw->chw", second @ first, x)).abs().max()
    """,
]
