"""Mend a grouped 1x1 convolution that strides over the channels."""

from cnnlib import ops
from cnnlib.checks import Cause
from cnnlib.questions import edited

STARTER = '''
def grouped_1x1(x, weight, groups):
    """Map each group of channels by its own rows of weight."""
    per_group = len(weight) // groups
    parts = []
    for g in range(groups):
        channels = x[g::groups]
        rows = weight[:per_group]
        parts.append(np.einsum("fc,chw->fhw", rows, channels))
    return np.concatenate(parts)
'''

SOLUTION = '''
def grouped_1x1(x, weight, groups):
    """Map each group of channels by its own rows of weight."""
    per_group = len(weight) // groups
    width = len(x) // groups
    parts = []
    for g in range(groups):
        channels = x[g * width : (g + 1) * width]
        rows = weight[g * per_group : (g + 1) * per_group]
        parts.append(np.einsum("fc,chw->fhw", rows, channels))
    return np.concatenate(parts)
'''


def reference(x, weight, groups):
    return ops.conv2d(x, weight[:, :, None, None], groups=groups)


def interleaved(x, groups):
    """Return the channels as a stride over them orders them."""
    return [k for g in range(groups) for k in range(g, len(x), groups)]


def first_rows(x, weight, groups):
    repeated = [row for _ in range(groups) for row in range(len(weight) // groups)]
    return reference(x, weight[repeated], groups)


def both(x, weight, groups):
    return first_rows(x[interleaved(x, groups)], weight, groups)


CAUSES = (
    Cause(
        "interleaved-and-first-rows",
        "A group is a run of channels, and each group has its own rows of weights.",
        both,
    ),
    Cause(
        "channels-interleaved",
        "A group is a run of channels, not every n-th one.",
        lambda x, weight, groups: reference(x[interleaved(x, groups)], weight, groups),
    ),
    Cause("first-rows", "Each group has its own rows of weights.", first_rows),
    Cause(
        "first-group-only",
        "Each group sees its own channels.",
        lambda x, weight, groups: reference(
            x[[k for _ in range(groups) for k in range(len(x) // groups)]], weight, groups
        ),
    ),
    Cause(
        "rows-interleaved",
        "The outputs of a group follow each other.",
        lambda x, weight, groups: reference(x, weight[interleaved(weight, groups)], groups),
    ),
)


def draw(rng):
    def case(c1, c2, groups):
        weight = rng.permutation(range(1, 1 + c2 * c1 // groups)).reshape(c2, -1).astype(float)
        x = rng.permutation(range(c1 * 6)).reshape(c1, 2, 3).astype(float)
        return {"x": x, "weight": weight, "groups": groups}

    return [("two groups", case(6, 4, 2)), ("three groups", case(6, 6, 3))]


WRONG = [
    edited(
        "interleaved-and-first-rows",
        "x[g * width : (g + 1) * width]",
        "x[g::groups]",
        "weight[g * per_group : (g + 1) * per_group]",
        "weight[:per_group]",
    ),
    edited("channels-interleaved", "x[g * width : (g + 1) * width]", "x[g::groups]"),
    edited("first-rows", "weight[g * per_group : (g + 1) * per_group]", "weight[:per_group]"),
    edited("first-group-only", "x[g * width : (g + 1) * width]", "x[:width]"),
    edited("rows-interleaved", "weight[g * per_group : (g + 1) * per_group]", "weight[g::groups]"),
]

RIGHT = [
    """
    def grouped_1x1(x, weight, groups):
        c, h, w = x.shape
        x = x.reshape(groups, c // groups, h, w)
        weight = weight.reshape(groups, len(weight) // groups, -1)
        return np.einsum("gfc,gchw->gfhw", weight, x).reshape(-1, h, w)
    """,
    """
    def grouped_1x1(x, weight, groups):
        full = np.zeros((len(weight), len(x)))
        width = weight.shape[1]
        for f in range(len(weight)):
            start = f // (len(weight) // groups) * width
            full[f, start : start + width] = weight[f]
        return np.tensordot(full, x, axes=1)
    """,
]
