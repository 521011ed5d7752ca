"""An up-convolution of a row, by stamps."""

import numpy as np

GIVEN = """
x = {x}
weight = {weight}
"""


def values(rng):
    x = [int(n) for n in rng.permutation(np.arange(1, 10))[:4]]
    weight = [int(n) for n in rng.permutation([-2, -1, 1, 2, 3, 4])[:3]]
    return {"x": x, "weight": weight, "s": 2}


def stamped(x, weight, s, put=lambda old, new: old + new):
    out = [0] * ((len(x) - 1) * s + len(weight))
    for a, value in enumerate(x):
        for i, w in enumerate(weight):
            out[a * s + i] = put(out[a * s + i], value * w)
    return tuple(out)


def answer(v):
    return stamped(v["x"], v["weight"], v["s"])


MISTAKES = {
    "stamps-overwritten": (
        "Where stamps meet, they are added.",
        lambda v: stamped(v["x"], v["weight"], v["s"], lambda old, new: new),
    ),
    "kernel-flipped": (
        "A stamp is laid down as it is.",
        lambda v: stamped(v["x"], v["weight"][::-1], v["s"]),
    ),
    "stride-ignored": ("The stamps lie 2 places apart.", lambda v: stamped(v["x"], v["weight"], 1)),
    "stride-kernel": (
        "Stamps of 3 with stride 2 overlap.",
        lambda v: stamped(v["x"], v["weight"], 3),
    ),
    "convolution": (
        "This is the convolution: it makes the row shorter.",
        lambda v: tuple(
            sum(a * w for a, w in zip(v["x"][k:], v["weight"], strict=False)) for k in range(2)
        ),
    ),
}
