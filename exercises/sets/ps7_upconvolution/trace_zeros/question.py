"""Slide over an input that is spread by zeros."""

import numpy as np

from cnnlib.questions import filled, printed

CODE = """
x = {x}
weight = {weight}
wide = []
for value in x:
    wide += [value, 0]
wide = [0] + wide
out = []
for a in range(len(wide) - 1):
    out.append(wide[a] * weight[0] + wide[a + 1] * weight[1])
print(out)
"""


def values(rng):
    x = [int(n) for n in rng.permutation(np.arange(1, 10))[:3]]
    weight = [int(n) for n in rng.permutation([2, 3, 5, 7])[:2]]
    return {"x": x, "weight": weight}


def answer(v):
    return printed(filled(CODE, v))


def slid(v, weight):
    wide = [0]
    for value in v["x"]:
        wide += [value, 0]
    return [wide[a] * weight[0] + wide[a + 1] * weight[1] for a in range(len(wide) - 1)]


MISTAKES = {
    "kernel-flipped": (
        "The first weight meets the earlier place.",
        lambda v: slid(v, v["weight"][::-1]),
    ),
    "no-zeros": (
        "There is a 0 after every value.",
        lambda v: [
            a * v["weight"][0] + b * v["weight"][1]
            for a, b in zip([0, *v["x"]], v["x"], strict=False)
        ],
    ),
    "last-missing": (
        "The last window holds the last value and the 0 after it.",
        lambda v: answer(v)[:-1],
    ),
    "first-zero-missing": ("A 0 is put before the first value.", lambda v: answer(v)[1:]),
}
