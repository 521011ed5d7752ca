"""The size of a receptive field."""

from cnnlib import checks
from cnnlib.questions import edited

CHECK = checks.receptive_field

SOLUTION = '''
def receptive_field(layers):
    """Return the size of the field along one axis."""
    ### BEGIN SOLUTION
    size, jump = 1, 1
    for k, s, d in layers:
        size += d * (k - 1) * jump
        jump *= s
    return size
    ### END SOLUTION
'''

TWO = 2 / 3
WRONG = [
    edited("jump-ignored", "* jump", "", lost=TWO),
    edited(
        "own-stride-counted",
        "        size += d * (k - 1) * jump\n        jump *= s\n",
        "        jump *= s\n        size += d * (k - 1) * jump\n",
        lost=TWO,
    ),
    edited("strides-added", "jump *= s", "jump += s - 1", lost=1 / 3),
    edited("last-stride-only", "jump *= s", "jump = s", lost=TWO),
    edited("kernel-not-minus-one", "(k - 1)", "k"),
    edited("start-at-zero", "size, jump = 1, 1", "size, jump = 0, 1"),
    edited("dilation-ignored", "d * (k - 1)", "(k - 1)", lost=1 / 3),
    edited("dilation-off-by-one", "d * (k - 1)", "(d * k - 1)", lost=1 / 3),
    edited("first-layer-only", "jump *= s\n    return", "jump *= s\n        return"),
    edited("layers-reversed", "in layers", "in layers[::-1]", lost=TWO),
]

RIGHT = [
    """
    def receptive_field(layers):
        size = 1
        for k, s, d in reversed(layers):
            size = (size - 1) * s + d * (k - 1) + 1
        return size
    """,
    """
    def receptive_field(layers):
        k, s, d = np.array(layers).T
        before = np.concatenate([[1], np.cumprod(s)[:-1]])
        return 1 + np.sum(d * (k - 1) * before)
    """,
    """
    def receptive_field(layers):
        seen = {0}
        for k, s, d in reversed(layers):
            seen = {place * s + i * d for place in seen for i in range(k)}
        return max(seen) - min(seen) + 1
    """,
]
