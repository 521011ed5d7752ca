"""Max pooling of a row."""

import numpy as np

GIVEN = "row = {row}"


def values(rng):
    row = [int(x) for x in rng.permutation(np.arange(-9, 30))[:11]]
    return {"row": row, "k": 3, "s": 2}


def pooled(v, reduce, step=None):
    starts = range(0, len(v["row"]) - v["k"] + 1, step or v["s"])
    return tuple(reduce(v["row"][start : start + v["k"]]) for start in starts)


def answer(v):
    return pooled(v, max)


MISTAKES = {
    "minimum": ("These are the smallest values.", lambda v: pooled(v, min)),
    "stride-one": ("The windows move on by 2.", lambda v: pooled(v, max, 1)),
    "stride-kernel": ("Windows of 3 with stride 2 overlap.", lambda v: pooled(v, max, v["k"])),
    "last-of-window": (
        "This is the last value of each window.",
        lambda v: pooled(v, lambda window: window[-1]),
    ),
    "first-of-window": (
        "This is the first value of each window.",
        lambda v: pooled(v, lambda window: window[0]),
    ),
}
