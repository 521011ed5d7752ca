"""Trace a difference filter over a row."""

import numpy as np

from cnnlib.questions import printed

CODE = """
row = {row}
kernel = [-1, 0, 1]
out = []
for start in range(0, len(row) - len(kernel) + 1, 2):
    window = row[start : start + len(kernel)]
    out.append(sum(x * w for x, w in zip(window, kernel)))
print(tuple(out))
"""


def values(rng):
    return {"row": [int(x) for x in rng.permutation(np.arange(1, 10))[:7]]}


def answer(v):
    return printed(CODE.replace("{row}", str(v["row"])))


def differences(row, gap, step, sign=1):
    return tuple(sign * (row[k + gap] - row[k]) for k in range(0, len(row) - 2, step))


MISTAKES = {
    "sign": (
        "The right neighbor counts +1, the left one −1.",
        lambda v: differences(v["row"], 2, 2, -1),
    ),
    "stride-ignored": ("The windows move on by 2.", lambda v: differences(v["row"], 2, 1)[:3]),
    "all-windows": (
        "The windows move on by 2, so there are three.",
        lambda v: differences(v["row"], 2, 1),
    ),
    "neighbors": (
        "The weights −1 and 1 are two places apart.",
        lambda v: differences(v["row"], 1, 2),
    ),
    "two-sums": (
        "The window is multiplied by the weights, then added.",
        lambda v: tuple(v["row"][k] + v["row"][k + 2] for k in (0, 2, 4)),
    ),
}
