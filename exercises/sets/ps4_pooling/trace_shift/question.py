"""Max pooling of a row and of the same row, moved on by one."""

import numpy as np

from cnnlib.questions import filled, printed

CODE = """
row = {row}
moved = [0] + row[:-1]
pooled = [[max(r[k : k + 2]) for k in (0, 2, 4, 6)] for r in (row, moved)]
print(tuple(pooled))
"""


def values(rng):
    return {"row": [int(x) for x in rng.permutation(np.arange(1, 30))[:8]]}


def answer(v):
    return printed(filled(CODE, v))


def moved_left(v):
    row = [*v["row"][1:], 0]
    return answer(v)[0], [max(row[k : k + 2]) for k in (0, 2, 4, 6)]


def means(v):
    return answer(v)[1], answer(v)[0]


MISTAKES = {
    "no-change": (
        "A shift by one moves values into other windows.",
        lambda v: (answer(v)[0], answer(v)[0]),
    ),
    "moved-left": ("The row moves to the right: a 0 comes first.", moved_left),
    "swapped": ("The row itself comes first, the moved one second.", means),
    "maxima-moved": (
        "The maxima do not just move on by one.",
        lambda v: (answer(v)[0], [0, *answer(v)[0][:-1]]),
    ),
}
